# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window as a person would, through AT-SPI and the keyboard: finds widgets by
role and Vietnamese name, waits on conditions with a limit, never sleeps for luck. Debian's
/usr/bin/python3 with python3-pyatspi; run under build-aux/with-display."""

import os
import subprocess
import sys
import time

import pyatspi

LIMIT = 30.0  # seconds any condition may take on a slow machine


class Failed(Exception):
    pass


def wait(condition, what, limit=LIMIT):
    """Returns the first true value of condition()."""
    end = time.monotonic() + limit
    while True:
        try:
            value = condition()
        except Exception:  # a node that died while we looked at it
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"waited {limit:.0f} s for {what}")
        time.sleep(0.05)


def children(node):
    for i in range(node.childCount):
        child = node.getChildAtIndex(i)
        if child is not None:
            yield child


def walk(node, depth=0):
    yield node
    if depth < 60:
        for child in children(node):
            yield from walk(child, depth + 1)


def showing(node):
    return node.getState().contains(pyatspi.STATE_SHOWING)


def text_of(node):
    try:
        text = node.queryText()
        return text.getText(0, text.characterCount)
    except NotImplementedError:
        return node.name


class App:
    def __init__(self, command, env=None):
        self.process = subprocess.Popen(command, env={**os.environ, "GTK_A11Y": "atspi", **(env or {})})
        self.node = None

    def root(self):
        for app in pyatspi.Registry.getDesktop(0):
            if app is not None and app.get_process_id() == self.process.pid:
                return app
        return None

    def start(self):
        self.node = wait(self.root, "the application on the accessibility bus")
        return self

    def find_all(self, role=None, name=None, contains=None, within=None, hidden=False):
        found = []
        for node in walk(within or self.node):
            try:
                if role is not None and node.getRoleName() not in (role if isinstance(role, tuple) else (role,)):
                    continue
                if name is not None and node.name != name:
                    continue
                if contains is not None and contains not in (node.name or "") and contains not in (text_of(node) or ""):
                    continue
                if not hidden and not showing(node):
                    continue
                found.append(node)
            except Exception:
                continue
        return found

    def find(self, role=None, name=None, contains=None, within=None, limit=LIMIT, hidden=False):
        return wait(
            lambda: (self.find_all(role, name, contains, within, hidden) or [None])[0],
            f"{role} {name or contains!r}", limit)

    def gone(self, role=None, name=None, contains=None, limit=LIMIT):
        wait(lambda: not self.find_all(role, name, contains), f"{role} {name or contains!r} to go", limit)

    def press(self, name, role=("push button", "button", "toggle button", "check box", "radio button",
                                "menu item", "radio menu item", "list item", "link"), within=None):
        node = self.find(role, name, within=within)
        wait(lambda: node.getState().contains(pyatspi.STATE_SENSITIVE), f"{name!r} to be sensitive")
        node.queryAction().doAction(0)
        return node

    def write(self, name, text, role=("text", "entry", "password text"), within=None):
        def try_it():
            node = (self.find_all(role, name, within=within) or [None])[0]
            return node is not None and node.queryEditableText().setTextContents(text) and node
        return wait(try_it, f"a text field {name!r}")

    def choose(self, list_node, index):
        wait(lambda: list_node.querySelection().selectChild(index), f"row {index}")

    def key(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)

    def screenshot(self, path):
        subprocess.run(["import", "-window", "root", path], check=False)

    def dump(self, out=sys.stderr):
        def lines(node, depth):
            if depth > 40:
                return
            try:
                state = "" if showing(node) else " (hidden)"
                print("  " * depth + f"[{node.getRoleName()}] {node.name!r} {text_of(node)!r}{state}", file=out)
                for child in children(node):
                    lines(child, depth + 1)
            except Exception as error:
                print("  " * depth + f"(gone: {error})", file=out)
        lines(self.node, 0)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode


class Tap:
    """Test Anything Protocol: one line a step; the first failure ends the run, with a picture."""

    def __init__(self):
        self.count = 0

    def ok(self, what):
        self.count += 1
        print(f"ok {self.count} - {what}", flush=True)

    def run(self, steps, on_failure):
        print(f"1..{len(steps)}", flush=True)
        for step in steps:
            try:
                step()
            except Exception as error:  # anything wrong in a step fails that step
                on_failure(step.__name__)
                print(f"not ok {self.count + 1} - {step.__doc__ or step.__name__}: {error!r}", flush=True)
                return 1
            self.ok(step.__doc__ or step.__name__)
        return 0
