#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of time at the window: a wrong value is refused at its field, a changed rule shows the
cases that it moves before it is saved, and moves them then."""

import csv
import os
import sys

from desk import UNIT, Desk, check
from driver import BUTTONS

ADMINISTRATOR = "Quản trị viên"
ROWS = [["Nội dung", "Ngày nhận"],
        ["Đèn hẻm 15 không sáng", "20/11/2026 08:00"],
        ["Rác tồn đọng trước chợ", "20/11/2026 09:00"],
        ["Chợ họp lấn đường", "20/11/2026 10:00"]]
RULE = "Tiếp nhận, thụ lý: 8 giờ làm việc kể từ lúc nhận được"
CHANGED = "Tiếp nhận, thụ lý: 16 giờ làm việc kể từ lúc nhận được"

desk = Desk("rules")
before = {}


def enter():
    """Three cases that wait to be received"""
    path = os.path.join(desk.root, "three.csv")
    with open(path, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(ROWS)
    desk.ctl("init", "--unit", UNIT)
    check(desk.ctl("import", path)["cases"] == 3, "import")
    before.update((case["code"], case["due"]) for case in desk.ctl("list"))
    desk.start()
    desk.sign_in(ADMINISTRATOR)
    desk.row("HS-2026-0001")
    desk.focus_list()


def open_rules():
    """The rules stand in the preferences, in words and with their source"""
    app = desk.app
    app.key("ctrl+comma")
    desk.window_opens("Thiết lập")
    app.press("Quy tắc thời hạn", role="page tab")
    app.see("Thay đổi chỉ có hiệu lực sau khi xem trước và lưu.")
    app.press("Phản ánh, kiến nghị")
    app.find(BUTTONS, RULE)


def refuse():
    """No hours at all are refused where they were typed"""
    app = desk.app
    app.press(RULE)
    app.fill({"Số lượng": "0"})
    app.press("Xong")
    app.see("Nhập một số nguyên từ 1 đến 1000.")


def edit():
    """From a day on: what came in before keeps its time"""
    app = desk.app
    app.fill({"Số lượng": "16", "Từ ngày, ví dụ 01/07/2026": "01/11/2026"})
    app.press("Xong")
    app.see("Có thay đổi chưa lưu", CHANGED)


def preview():
    """Each open case that moves, and by how much"""
    app = desk.app
    app.press("Xem trước thay đổi")
    app.see("3 trong 3 hồ sơ đang mở đổi hạn", "Muộn hơn: 3", "HS-2026-0001", "HS-2026-0003")


def save():
    """Saved, it moves them"""
    app = desk.app
    app.press("Lưu")
    app.see("Đã lưu quy tắc; 3 hồ sơ có hạn mới")
    app.gone(contains="Có thay đổi chưa lưu")
    app.press("Đóng", within=desk.in_window("Thiết lập"))
    desk.window_closes("Thiết lập")
    desk.quit()
    after = {case["code"]: case["due"] for case in desk.ctl("list")}
    check(all(after[code] > due for code, due in before.items()), (before, after))
    words = [rule["words"] for rule in desk.ctl("rules")]
    check(RULE in words and CHANGED in words, "the former rule still stands")
    check(desk.ctl("verify")["ok"], "verify")


STEPS = [enter, open_rules, refuse, edit, preview, save]

if __name__ == "__main__":
    sys.exit(desk.run(STEPS))
