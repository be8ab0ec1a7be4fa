# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk for the tests of the window: a folder of its own with a workspace in it, the window on it
as an officer uses it, and doithoaictl to read what came of it once the window is closed."""

import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

import driver
from driver import App, Failed, wait

BUILD = os.path.dirname(os.path.dirname(os.environ["DT_DOI_THOAI"]))
OFFICE = "UBND phường Sài Gòn"
UNIT = "26740"


def check(condition, what):
    if not condition:
        raise Failed(str(what))


def write_png(path, width=64, height=48):
    """A picture, such as a phone takes."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = b"".join(b"\0" + b"".join(bytes((x * 4 % 256, y * 5 % 256, 120)) for x in range(width))
                    for y in range(height))
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2,
                                                                    0, 0, 0))
                  + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return path


class Desk:
    """What a test program works on."""

    def __init__(self, name):
        self.name = name
        self.title = OFFICE
        self.root = tempfile.mkdtemp(prefix=f"dt-{name}-")
        self.workspace = os.path.join(self.root, "workspace")
        self.key = os.path.join(self.root, "key")
        self.app = None
        self.clipboard = None
        self.env = {"HOME": self.root, "DT_CRYPTO_CHEAP": "1"}
        for kind in ("CONFIG", "DATA", "CACHE"):
            self.env[f"XDG_{kind}_HOME"] = os.path.join(self.root, kind.lower())

    # ---- the program ----

    def start(self, *arguments):
        command = [os.environ["DT_DOI_THOAI"], "--workspace", self.workspace, "--key-file",
                   self.key, *arguments]
        self.app = App(command, self.env).start()
        return self.app

    def quit(self):
        """As an officer does, at the end of the day."""
        self.app.focus_window(OFFICE)
        self.app.key("ctrl+q")
        wait(lambda: self.app.process.poll() is not None, "the program to end")
        check(self.app.process.returncode == 0, f"it ended with {self.app.process.returncode}")

    def focused(self, role, name=None, contains=None, within=None):
        """Waits until that has the focus."""
        def has_focus():
            return any(node.has(driver.FOCUSED)
                       for node in self.app.find_all(role, name, contains, within))
        self.app.wait(has_focus, f"the focus on {role} {name or contains!r}")

    def focus_list(self):
        """Goes to the list of cases, where single letters are commands."""
        self.app.focus_window(OFFICE)
        for _ in range(4):
            if any(node.has(driver.FOCUSED) for node in self.app.find_all("list item", contains="HS-")):
                return
            self.app.key("F6")
        raise Failed("F6 does not lead to the list")

    def tab_to(self, role, name=None, contains=None, within=None, key="Tab", most=40):
        """Goes there with the Tab key, from wherever the focus is."""
        def focus():
            return next((node for node in self.app.find_all() if node.has(driver.FOCUSED)), None)

        def moved():
            after = focus()
            return after is not None and (before is None or after.path != before.path)

        for _ in range(most):
            if any(node.has(driver.FOCUSED)
                   for node in self.app.find_all(role, name, contains, within)):
                return
            before = focus()
            self.app.key(key)
            self.app.wait(moved, f"{key} to move the focus from {before}")
        raise Failed(f"{most} times {key} does not lead to {role} {name or contains!r}")

    def hand_over(self, name, pin=None):
        """Another officer takes the desk."""
        self.app.key("ctrl+l")
        self.app.wait(lambda: not self.app.find_all("list item", contains="Của tôi"),
                      "the desk to be locked")
        if self.app.find_all("password text"):
            self.app.focus_window(OFFICE)
            self.tab_to(driver.BUTTONS, "Chọn người khác")
            self.app.key("Return")
        self.sign_in(name, pin)

    def add_officer(self, name, title, pin):
        """The administrator adds an officer in the preferences."""
        app = self.app
        app.key("ctrl+comma")
        self.window_opens("Thiết lập")
        app.press("Cán bộ", role="page tab")
        app.press("Thêm cán bộ")
        app.find(driver.FIELDS, "Nhập lại lần nữa")
        app.fill({"Họ và tên": name, "Chức vụ, ví dụ: cán bộ tiếp nhận": title,
                  "Mã PIN hoặc mật khẩu": pin, "Nhập lại lần nữa": pin})
        app.press("Lưu")
        app.find("list item", name)
        app.press("Đóng", within=self.in_window("Thiết lập"))
        self.window_closes("Thiết lập")

    def command(self, words):
        """Gives a command by its name, from the list that Ctrl+K opens."""
        self.app.key("ctrl+k")
        self.window_opens("Lệnh")
        self.app.type(words)
        self.app.wait(lambda: len(self.app.find_all("list item",
                                                    within=self.in_window("Lệnh"))) == 1,
                      "the one command")
        self.app.key("Return")
        self.window_closes("Lệnh")

    @staticmethod
    def in_window(title):
        """For App.find(): only what is in that window."""
        return lambda node: node.parent is not None and node.parent.parent is None and (
            node.name == title)

    def row(self, text):
        """Waits for the row of a case in the list; it is listed once."""
        return self.app.find("list item", contains=text)

    def row_says(self, code, *texts):
        """Waits until the row of a case says all of this."""
        self.app.wait(lambda: any(all(text in node.name for text in texts) for node in
                                  self.app.find_all("list item", contains=f"{code},")),
                      f"the row of {code} to say {texts}")

    def choose(self, text):
        """Chooses the row of a case in the list, as a click does."""
        def chosen():
            for node in self.app.find_all("list item", contains=text):
                if node.has(driver.SELECTED):
                    return True
                self.app.point(node)
            return False
        self.app.wait(chosen, f"the row {text!r} to be chosen")
        self.focus_list()

    def tap(self, name):
        """Chooses an officer where it is asked who is there, by the arrow keys and Enter."""
        def tile():
            tiles = self.app.find_all("table cell")
            return next((node for node in tiles if node.has(driver.FOCUSED)), None)

        def reached():
            node = tile()
            if node is not None and name not in node.name:
                self.app.key("Right")
            return node is not None and name in node.name

        self.app.wait(tile, "an officer with the focus")
        self.app.focus_window(OFFICE)
        self.app.key("Home")
        self.app.wait(reached, f"{name} to have the focus")
        self.app.key("Return")

    def sign_in(self, name, pin=None):
        """Says who is there; who has no PIN is in with that."""
        self.tap(name)
        if pin is not None:
            self.focused("password text", contains=name)
            self.app.focus_window(OFFICE)
            self.app.type(pin)
            self.app.key("Return")
        self.app.find("list item", contains="Của tôi")
        self.app.focus_window(OFFICE)

    def window_opens(self, title):
        self.app.wait(lambda: self.app.surface(title), f"the window {title!r}")
        self.app.focus_window(title)

    def window_closes(self, title):
        self.app.wait(lambda: not self.app.surface(title), f"the window {title!r} to close")
        self.app.focus_window(OFFICE)

    def copy_picture(self, path):
        """Puts a picture on the clipboard. To be done some steps before it is pasted: the program
        asks the clipboard what it holds in its own time."""
        xclip = ["xclip", "-selection", "clipboard", "-t"]
        self.clipboard = subprocess.Popen([*xclip, "image/png", "-quiet", "-i", path],
                                          stderr=subprocess.DEVNULL)
        wait(lambda: "image/png" in subprocess.run([*xclip, "TARGETS", "-o"], capture_output=True,
                                                   text=True, check=False).stdout,
             "the picture on the clipboard")

    # ---- doithoaictl ----

    def run_ctl(self, workspace, arguments):
        return subprocess.run([os.environ["DT_DOITHOAICTL"], "--workspace", workspace,
                               "--key-file", self.key, "--json", *arguments], env={
                                   **os.environ, **self.env}, capture_output=True, text=True,
                              timeout=120, check=False)

    def ctl(self, *arguments):
        done = self.run_ctl(self.workspace, arguments)
        check(done.returncode == 0, f"{arguments}: {done.returncode}: {done.stderr}")
        return json.loads(done.stdout)

    def peek(self, *arguments):
        """The same while the window has the workspace to itself: of a copy of what is on disk at
        that moment. None if the copy caught it in the middle of writing."""
        copy = os.path.join(self.root, "copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.workspace, copy, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
        done = self.run_ctl(copy, arguments)
        return json.loads(done.stdout) if done.returncode == 0 else None

    def recorded(self, condition, what, *arguments):
        """Waits until what doithoaictl reads fulfils condition(answer); returns that answer."""
        last = [None]

        def fulfilled():
            last[0] = self.peek(*arguments)
            return last[0] is not None and condition(last[0])
        try:
            wait(fulfilled, f"the record to say {what}")
        except Failed as error:
            raise Failed(f"{error}; it says {last[0]}") from None
        return last[0]

    # ---- the run ----

    def failed(self, step, error):
        """Shows what was on the screen."""
        print(f"# {type(error).__name__}: {error}".replace("\n", "\n# "))
        picture = os.path.join(BUILD, f"e2e-{self.name}-{step}.png")
        if self.app is not None:
            self.app.screenshot(picture)
            print(f"# the screen: {picture}", flush=True)
            if self.app.process.poll() is None:
                self.app.dump(sys.stderr)

    def run(self, steps):
        try:
            return driver.Tap().run(steps, self.failed)
        finally:
            if self.app is not None:
                self.app.stop()
            if self.clipboard is not None:
                self.clipboard.kill()
                self.clipboard.wait()
            shutil.rmtree(self.root, ignore_errors=True)
