#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of the lint suite find what they are for: each row puts one wrong thing into a small
house that is in order, and names what the check must say."""
import os
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SPDX = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"

HOUSE = {
    "src/README.md": None,
    "src/meson.build": "'main.c'\n",
    "src/main.c": SPDX + '#include "ui/dt-window.h"\n',
    "src/base/meson.build": "'dt-clock.c'\n",
    "src/base/dt-clock.h": SPDX + "#include <glib.h>\n",
    "src/base/dt-clock.c": SPDX + '#include "base/dt-clock.h"\n',
    "src/model/meson.build": "'dt-case.c'\n",
    "src/model/dt-case.h": SPDX + '#include "base/dt-clock.h"\n',
    "src/model/dt-case.c": SPDX + '#include "model/dt-case.h"\n',
    "src/ui/meson.build": "'dt-window.c'\n",
    "src/ui/dt-window.h": SPDX + "#include <gtk/gtk.h>\n",
    "src/ui/dt-window.c": SPDX + '#include "ui/dt-window.h"\n',
    "tests/meson.build": "'base/test-clock.c'\n",
    "tests/base/test-clock.c": SPDX + '#include "base/dt-clock.h"\n',
    "ui/doi-thoai.gresource.xml": "<gresources><file>dt-window.ui</file></gresources>",
    "ui/dt-window.ui": '<interface><requires lib="gtk" version="4.8"/></interface>',
    "data/data.gresource.xml": "<gresources/>",
    "po/vi.po": None,
    "po/POTFILES.in": "",
}

UI = '<interface><requires lib="gtk" version="4.8"/>%s</interface>'
# name, check, file, what is put there (None: the file goes), what must be said
ROWS = [
    ("a room reaches up", "check-layers", "src/base/dt-clock.c",
     SPDX + '#include "model/dt-case.h"\n', "base may not include model"),
    ("GTK below the window", "check-layers", "src/model/dt-case.c",
     SPDX + "#include <gtk/gtk.h>\n", "model may not include <gtk/gtk.h>"),
    ("SQLite above the store", "check-layers", "src/ui/dt-window.c",
     SPDX + "#include <sqlite3.h>\n", "ui may not include <sqlite3.h>"),
    ("WebKit outside its module", "check-layers", "src/ui/dt-window.c",
     SPDX + "#include <webkit/webkit.h>\n", "ui may not include <webkit/webkit.h>"),
    ("a folder that is no room", "check-layers", "src/cellar/dt-wine.h", SPDX,
     "its folder is not in the table"),
    ("a relative include", "check-layers", "src/base/dt-clock.c",
     SPDX + '#include "../base/dt-clock.h"\n', "is relative"),
    ("a header that is not there", "check-layers", "src/base/dt-clock.c",
     SPDX + '#include "base/dt-gone.h"\n', "is not a file of src/"),
    ("a cycle", "check-layers", "src/base/dt-circle.h",
     {"src/base/dt-circle.h": SPDX + '#include "base/dt-clock.h"\n',
      "src/base/dt-clock.c": SPDX + '#include "base/dt-circle.h"\n'}, "include cycle"),
    ("no licence line", "check-sources", "src/base/dt-clock.c", "int x;\n", "no SPDX line"),
    ("a file too long", "check-sources", "src/base/dt-clock.c", SPDX + "\n" * 801, "802 lines"),
    ("something left open", "check-sources", "src/base/dt-clock.c",
     SPDX + "/* TO" "DO */\n", "something left open"),
    ("a skipped test", "check-sources", "tests/base/test-clock.c",
     SPDX + "g_test_" "skip (why);\n", "a test that does not run"),
    ("a path of one machine", "check-sources", "src/base/dt-clock.c",
     SPDX + 'char *p = "/wo' 'rk/x";\n', "a path of one machine"),
    ("a source in no build file", "check-sources", "src/base/dt-lost.c", SPDX, "in no meson.build"),
    ("a test in no build file", "check-sources", "tests/base/test-lost.c", SPDX,
     "in no meson.build"),
    ("a template in no resource", "check-sources", "ui/dt-lost.ui", UI % "",
     "not in ui/doi-thoai.gresource.xml"),
    ("a resource that is not there", "check-sources", "ui/dt-window.ui", None,
     "dt-window.ui is not there"),
    ("a folder at the top", "check-sources", "misc/notes.txt", "", "a folder at the top"),
    ("a template that cannot be read", "check-ui", "ui/dt-window.ui", "<interface>", "no element"),
    ("a newer library", "check-ui", "ui/dt-window.ui",
     '<interface><requires lib="gtk" version="4.10"/></interface>', "which the floor has not"),
    ("a text that is not translated", "check-ui", "ui/dt-window.ui",
     UI % '<object class="GtkLabel"><property name="label">Hello</property></object>',
     "is not translatable"),
    ("a button without a name", "check-ui", "ui/dt-window.ui",
     UI % '<object class="GtkButton"><property name="icon-name">go</property></object>',
     "has no label or accessible name"),
    ("Vietnamese in the code", "check-ui", "src/ui/dt-window.c",
     SPDX + 'char *s = "Hồ sơ";\n', "Vietnamese in the code"),
    ("a text without Vietnamese", "po-check", "src/ui/dt-window.c",
     SPDX + 'char *s = _ ("Never translated");\n', "Never translated"),
    ("POTFILES out of date", "po-check", "src/ui/dt-window.c", SPDX + 'char *s = _ ("Case");\n',
     "POTFILES.in is out of date"),
    ("two parts disagree", "po-check", "po/parts/a.po",
     {"po/parts/a.po": 'msgid "Open"\nmsgstr "Mở"\n',
      "po/parts/b.po": 'msgid "Open"\nmsgstr "Mở ra"\n'}, "translate the same text differently"),
    ("a wrong placeholder", "po-check", "po/parts/a.po",
     '#, c-format\nmsgid "%d cases"\nmsgstr "%s hồ sơ"\n', "is not well formed"),
    ("code that is not formatted", "check-format", "src/base/dt-clock.c",
     SPDX + "int f(void){return 1;}\n", "code should be clang-formatted"),
]


def write(house, path, text):
    path = os.path.join(house, path)
    if text is None:
        os.remove(path)
        return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


def build(house):
    shutil.copytree(os.path.join(TOP, "build-aux"), os.path.join(house, "build-aux"))
    shutil.copy(os.path.join(TOP, ".clang-format"), house)
    # Where Debian has clang-format 14 no longer, it lies in the build folder.
    unpacked = os.path.join(TOP, "build", "clang-format-14")
    if os.path.isdir(unpacked):
        os.makedirs(os.path.join(house, "build"))
        os.symlink(unpacked, os.path.join(house, "build", "clang-format-14"))
    for path, text in HOUSE.items():
        if text is None:
            with open(os.path.join(TOP, path), encoding="utf-8") as own:
                text = own.read()
        write(house, path, text)


def run(house, check):
    done = subprocess.run([os.path.join(house, "build-aux", check)], cwd=house, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout


def main():
    checks = sorted({row[1] for row in ROWS})
    print(f"1..{len(checks) + len(ROWS)}", flush=True)
    number = 0
    failed = 0

    def say(fine, name, output):
        nonlocal number, failed
        number += 1
        failed += not fine
        print(f"{'ok' if fine else 'not ok'} {number} {name}", flush=True)
        if not fine:
            print("".join(f"# {line}\n" for line in output.splitlines()), end="", flush=True)

    for check in checks:
        with tempfile.TemporaryDirectory() as house:
            build(house)
            code, output = run(house, check)
            say(code == 0, f"{check}: a house in order", output)
    for name, check, path, text, wanted in ROWS:
        with tempfile.TemporaryDirectory() as house:
            build(house)
            for where, what in (text if isinstance(text, dict) else {path: text}).items():
                write(house, where, what)
            code, output = run(house, check)
            say(code != 0 and wanted in output, f"{check}: {name}", f"exit {code}\n{output}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
