# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person would, through AT-SPI, the keyboard and the clipboard: finds
what is shown by role and Vietnamese name, waits on conditions with a limit, never sleeps for luck.

Speaks to the accessibility bus itself: one call fetches the whole tree of the program, and nothing
is remembered between two looks. Needs Debian's /usr/bin/python3 with python3-gi, at-spi2-core,
xdotool and xclip; run under build-aux/with-display."""

import os
import re
import subprocess
import sys
import time

from gi.repository import Gio, GLib

# Seconds that any condition may take on a slow, busy machine. Only a failure waits so long.
LIMIT = float(os.environ.get("DT_TEST_LIMIT", "60"))
PAUSE = 0.1

ATSPI = "org.a11y.atspi."
ROLES = {
    2: "alert", 7: "check box", 11: "combo box", 16: "dialog", 20: "filler", 23: "frame",
    26: "icon", 27: "image", 29: "label", 31: "list", 32: "list item", 33: "menu", 35: "menu item",
    37: "page tab", 39: "panel", 40: "password text", 42: "progress bar", 43: "push button",
    44: "radio button", 45: "radio menu item", 48: "scroll bar", 49: "scroll pane", 50: "separator",
    54: "status bar", 55: "table", 56: "table cell", 61: "text", 62: "toggle button",
    68: "viewport", 69: "window", 79: "entry", 83: "heading", 88: "link", 98: "list box",
    99: "grouping", 130: "switch",
}
BUTTONS = ("push button", "toggle button", "check box", "radio button", "menu item",
           "radio menu item", "list item", "link", "switch", "table cell", "page tab")
# One of a group is a radio button in GTK 4.18, a check box in 4.8.
CHECKS = ("check box", "radio button")
FIELDS = ("text", "entry", "password text")
CLICKS = ("click", "toggle", "activate")
SENSITIVE, FOCUSED, CHECKED, SELECTED, PRESSED = 24, 12, 4, 23, 20
IN_WINDOW = 1


class Failed(Exception):
    pass


def wait(condition, what, limit=None):
    """Returns the first true value of condition()."""
    limit = LIMIT if limit is None else limit
    end = time.monotonic() + limit
    while True:
        began = time.monotonic()
        value = condition()
        if value:
            return value
        now = time.monotonic()
        if now > end:
            raise Failed(f"waited {limit:.0f} s for {what}")
        # Looking costs the program time as well: on a busy machine it is left to do its work.
        time.sleep(max(PAUSE, now - began))


def clean(name):
    """GTK 4.8 gives a button with a mnemonic its label twice: "_Mở Mở"."""
    name = name.replace("_", "").replace("\u00a0", " ")
    half = len(name) // 2
    twice = name[half:half + 1] == " " and name[:half] == name[half + 1:]
    return name[:half] if twice else name


class Node:
    """A widget as it was when it was looked at."""

    def __init__(self, app, item):
        (self.owner, self.path), _, (_, self.parent_path), self.index, self.n_children = item[:5]
        self.interfaces = item[5]
        self.name = clean(item[6])
        self.role = ROLES.get(item[7], str(item[7]))
        self.description = item[8]
        self.states = item[9][0] | item[9][1] << 32
        self.app = app
        self.parent = None
        self.children = []

    def __repr__(self):
        return f"[{self.role}] {self.name!r}"

    def call(self, interface, method, signature=None, *args):
        """None where the widget is gone by now."""
        return self.app.bus.call(self.owner, self.path, ATSPI + interface, method, signature, *args)

    def has(self, state):
        return bool(self.states >> state & 1)

    def sensitive(self):
        return self.has(SENSITIVE)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def extents(self):
        found = self.call("Component", "GetExtents", "(u)", IN_WINDOW)
        return found[0] if found else (0, 0, 0, 0)

    def is_hit(self):
        """Whether a click on it would reach it: GTK picks only what is on the screen."""
        x, y, width, height = self.extents()
        if width <= 0 or height <= 0:
            return False
        # A point on the text inside a field gives nothing in GTK 4.8: then others are tried, also in
        # the padding around it, which does not count as its extents.
        middle, bottom = x + width // 2, y + height // 2
        for across, down in ((middle, bottom), (middle, y + int(height / 1.1)),
                             (x + int(width / 1.1), bottom), (x + width // 50, y + height // 50),
                             (x + int(width / 1.02), y + height // 50),
                             (x + width + 3, bottom), (x - 3, bottom)):
            hit = self.call("Component", "GetAccessibleAtPoint", "(iiu)", across, down, IN_WINDOW)
            if hit and not hit[0][1].endswith("/null"):
                return True
        return False

    def showing(self):
        """GTK says of everything that it is shown. GTK 4.18 lists what is mapped alone, but cannot
        be asked what a click would reach; 4.8 lists the hidden pages of a stack as well."""
        if ATSPI + "Component" not in self.interfaces:
            return True
        if self.app.lists_mapped:
            _, _, width, height = self.extents()
            return width > 0 and height > 0
        if self.sensitive():
            return self.is_hit()
        # What is insensitive is never hit; then what it stands in must be.
        _, _, width, height = self.extents()
        around = next((node for node in self.above() if node.sensitive()), None)
        return width > 0 and height > 0 and around is not None and around.is_hit()

    def text(self):
        """What stands in a field; for anything else what it is called."""
        if self.role in FIELDS:
            found = self.call("Text", "GetText", "(ii)", 0, self.property("Text", "CharacterCount"))
            return found[0] if found else ""
        return self.name

    def property(self, interface, name):
        found = self.app.bus.call(self.owner, self.path, "org.freedesktop.DBus.Properties", "Get",
                                  "(ss)", ATSPI + interface, name)
        return found[0] if found else 0

    def labels(self):
        """Every text below it, in order."""
        return [node.name for node in self.walk() if node.role == "label" and node.name
                and node.name != "GtkLabel"]

    def click(self):
        """False where that is not its first action: in GTK 4.18 a row has others."""
        name = self.call("Action", "GetName", "(i)", 0)
        return name is not None and name[0] in CLICKS and (
            self.call("Action", "DoAction", "(i)", 0) == (True,))

    def select_child(self, index):
        return self.call("Selection", "SelectChild", "(i)", index) == (True,)

    def window(self):
        """The title of the window that it is in."""
        return [node.name for node in (self, *self.above())][-2]


class Bus:
    """The accessibility bus of this session."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
                                    None, None, 0, -1, None).unpack()[0]
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
                 | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def call(self, owner, path, interface, method, signature=None, *args):
        parameters = GLib.Variant(signature, args) if signature else None
        try:
            return self.connection.call_sync(owner, path, interface, method, parameters, None,
                                             Gio.DBusCallFlags.NONE, 10000, None).unpack()
        except GLib.Error:
            return None

    def ask(self, owner, nodes, method):
        """The same of many at once: the answers, in their order."""
        answers = [None] * len(nodes)
        waiting = set()

        def on_answer(connection, result, number):
            waiting.discard(number)
            try:
                answers[number] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass  # gone since

        for number, node in enumerate(nodes):
            waiting.add(number)
            self.connection.call(owner, node.path, ATSPI + "Accessible", method, None, None,
                                 Gio.DBusCallFlags.NONE, 10000, None, on_answer, number)
        while waiting:
            GLib.MainContext.default().iteration(True)
        return answers

    def owner_of(self, pid):
        """The bus name of the program with this process id; None if it is not there yet."""
        root = "/org/a11y/atspi/accessible/root"
        found = self.call(ATSPI + "Registry", root, ATSPI + "Accessible", "GetChildren")
        for owner, _ in found[0] if found else []:
            got = self.call("org.freedesktop.DBus", "/org/freedesktop/DBus",
                            "org.freedesktop.DBus", "GetConnectionUnixProcessID", "(s)", owner)
            if got and got[0] == pid:
                return owner
        return None


class App:
    """The program, started anew."""

    def __init__(self, command, env=None, log=None):
        self.bus = Bus()
        self.owner = None
        self.lists_mapped = False
        self.process = subprocess.Popen(command, env={**os.environ, "GTK_A11Y": "atspi",
                                                      **(env or {})}, stdout=log, stderr=log)

    def start(self):
        self.owner = self.wait(lambda: self.bus.owner_of(self.process.pid),
                               "the program on the accessibility bus")
        version = self.wait(lambda: self.bus.call(
            self.owner, "/org/a11y/atspi/accessible/root", "org.freedesktop.DBus.Properties", "Get",
            "(ss)", ATSPI + "Application", "Version"), "the version of GTK")
        self.lists_mapped = tuple(map(int, version[0].split(".")[:2])) >= (4, 10)
        return self

    def wait(self, condition, what, limit=None):
        def alive():
            value = condition()
            if not value and self.process.poll() is not None:
                raise Failed(f"the program ended ({self.process.returncode}) "
                             f"while we waited for {what}")
            return value
        return wait(alive, what, limit)

    # ---- looking ----

    def look(self):
        """The tree as it is now: its root. GTK lists in one call all widgets that were asked for
        once, also those that were hidden since; who has which children it tells one by one."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            found = self.bus.call(self.owner, "/org/a11y/atspi/cache", ATSPI + "Cache", "GetItems")
            nodes = {node.path: node for node in (Node(self, item) for item in (found or [[]])[0])}
            root = next((node for node in nodes.values() if node.path.endswith("/root")), None)
            if root is None:
                return None
            parents = [node for node in nodes.values() if node.n_children > 0 or node is root]
            if self.join(nodes, parents):
                self.set_parents(root)
                return root
        raise Failed(f"looked {LIMIT:.0f} s for a tree with all its children")

    def join(self, nodes, parents):
        """Gives nodes their children; false where one is not in the list yet. In GTK 4.18 those of a
        web view are another program's."""
        complete = True
        for parent, found in zip(parents, self.bus.ask(self.owner, parents, "GetChildren")):
            for owner, path in found[0] if found else []:
                if path in nodes:
                    parent.children.append(nodes[path])
                elif owner == self.owner and not path.endswith("/null"):
                    complete = False
        return complete

    @staticmethod
    def set_parents(root):
        """By the way down: the page of a stack has its child as well, but is no one's child."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            for child in node.children:
                child.parent = node
            waiting += node.children

    def find_all(self, role=None, name=None, contains=None, within=None, hidden=False, root=None):
        """What fits now, in the order of the tree. @within: a function that chooses among nodes;
        @root: of a look that was just taken."""
        roles = role if role is None or isinstance(role, tuple) else (role,)
        root = root or self.look()
        found = []
        for node in root.walk() if root is not None else []:
            if roles is not None and node.role not in roles:
                continue
            if name is not None and node.name != name:
                continue
            if contains is not None and contains not in node.name and (
                    node.role not in FIELDS or contains not in node.text()):
                continue
            if within is not None and not any(within(above) for above in (node, *node.above())):
                continue
            if hidden or node.showing():
                found.append(node)
        return found

    def find(self, role=None, name=None, contains=None, within=None, limit=None, hidden=False):
        return self.wait(
            lambda: (self.find_all(role, name, contains, within, hidden) or [None])[0],
            f"{role or 'anything'} {name or contains!r}", limit)

    def see(self, *texts, limit=None):
        """Waits until each of these is on the screen, in a label, a field or a name."""
        missing = list(texts)

        def nothing_is_missing():
            root = self.look()
            missing[:] = [text for text in missing if not self.find_all(contains=text, root=root)]
            return not missing
        self.wait(nothing_is_missing, f"{missing} to be seen", limit)

    def gone(self, role=None, name=None, contains=None, limit=None):
        self.wait(lambda: not self.find_all(role, name, contains),
                  f"{role or 'anything'} {name or contains!r} to go", limit)

    def value(self, name, text, role=FIELDS, within=None):
        """Waits until a field holds exactly this."""
        self.wait(lambda: any(node.text() == text
                              for node in self.find_all(role, name, within=within)),
                  f"{text!r} in {name!r}")

    # ---- doing ----

    def surface(self, title):
        """The X window with this title; None if there is none."""
        out = subprocess.run(["xdotool", "search", "--onlyvisible", "--name",
                              f"^{re.escape(title)}$"],
                             capture_output=True, text=True).stdout.split()
        return out[-1] if out else None

    def point(self, node, button="1"):
        """Clicks in the middle of a widget with the mouse; false while the window is not there in
        its size."""
        surface = self.surface(node.window())
        shell = subprocess.run(["xdotool", "getwindowgeometry", "--shell", surface or "0"],
                               capture_output=True, text=True, check=False).stdout
        size = dict(line.split("=") for line in shell.split() if "=" in line)
        inset_x, inset_y, width, height = ([node] + list(node.above()))[-2].extents()
        x, y, node_width, node_height = node.extents()
        # The surface has a shadow around the window. GTK 4.18 counts its border to the window, and
        # all positions from the border's edge.
        margins = [int(size.get(key, 0)) - inner for key, inner in
                   (("WIDTH", width + 2 * inset_x), ("HEIGHT", height + 2 * inset_y))]
        if node_width <= 0 or not all(0 <= margin < 100 for margin in margins):
            return False
        x += margins[0] // 2 - inset_x + node_width // 2
        y += margins[1] // 2 - inset_y + node_height // 2
        done = subprocess.run(["xdotool", "mousemove", "--window", surface, str(x), str(y), "click",
                               button, "mousemove", "1279", "799"], capture_output=True, check=False)
        return done.returncode == 0

    def press(self, name=None, role=BUTTONS, contains=None, within=None):
        def pressed():
            for node in self.find_all(role, name, contains, within):
                # A check button has no action in GTK 4.8.
                if node.sensitive() and (node.click() or self.point(node)):
                    return node
            return None
        return self.wait(pressed, f"{name or contains!r} that can be pressed")

    def tick(self, contains, within=None):
        """Ticks a check box: goes there by Tab, and presses the space bar."""
        def box():
            return (self.find_all(CHECKS, contains=contains, within=within) or [None])[0]

        def reached():
            node = box()
            if node is not None and not node.has(FOCUSED):
                self.key("Tab")
            return node is not None and node.has(FOCUSED)

        self.focus_window(self.wait(box, f"the check box {contains!r}").window())
        self.wait(reached, f"the focus on {contains!r}")
        self.key("space")
        self.wait(lambda: box() is not None and box().has(CHECKED), f"{contains!r} to be ticked")

    def fill(self, texts, role=FIELDS, within=None):
        """Puts texts into fields, by name, in place of what stands there."""
        missing = dict(texts)

        def nothing_is_missing():
            root = self.look()
            for name in list(missing):
                for node in self.find_all(role, name, within=within, root=root):
                    if node.call("EditableText", "SetTextContents", "(s)", missing[name]) == (True,):
                        del missing[name]
                        break
            return not missing
        self.wait(nothing_is_missing, f"the fields {list(missing)}")

    def write(self, name, text, role=FIELDS, within=None):
        self.fill({name: text}, role, within)

    def focus_window(self, title):
        """There is no window manager: the keys go where the X server is told to send them."""
        def focused():
            surface = self.surface(title)
            return surface and subprocess.run(["xdotool", "windowfocus", "--sync", surface],
                                              capture_output=True).returncode == 0
        self.wait(focused, f"the window {title!r}")

    def key(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "12", text], check=True)

    # ---- for the one who reads a failure ----

    def screenshot(self, path):
        subprocess.run(["scrot", "--overwrite", path], check=False)

    def dump(self, out=sys.stderr):
        def lines(node, depth):
            text = f" = {node.text()!r}" if node.role in FIELDS else ""
            marks = "".join(mark for state, mark in
                            ((FOCUSED, " focused"), (CHECKED, " checked"), (SELECTED, " selected"),
                             (PRESSED, " pressed")) if node.has(state))
            marks += "" if node.sensitive() else " insensitive"
            below = [line for child in node.children for line in lines(child, depth + 1)]
            if not below and not node.showing():
                return []
            silent = node.role in ("panel", "filler", "scroll pane", "scroll bar") and not marks
            return below if silent else ["  " * depth + repr(node) + text + marks, *below]
        root = self.look()
        for window in root.children if root is not None else []:
            print(*lines(window, 0), sep="\n", file=out)

    def kill(self):
        """As a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        return self.process.returncode


class Tap:
    """Test Anything Protocol: a line a step; the first failure ends the run, with a picture."""

    def run(self, steps, on_failure):
        print(f"1..{len(steps)}", flush=True)
        for number, step in enumerate(steps, 1):
            what = (step.__doc__ or step.__name__).split("\n")[0].rstrip(".")
            began = time.monotonic()
            try:
                step()
            except Exception as error:  # anything wrong in a step fails that step
                print(f"not ok {number} - {what}", flush=True)
                on_failure(step.__name__, error)
                return 1
            print(f"ok {number} - {what} ({time.monotonic() - began:.1f} s)", flush=True)
        return 0
