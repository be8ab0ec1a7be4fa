#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file taken in at the window: one row is broken, is set aside with its reason, is found under
"Để riêng" and mended there; taking in the same file again adds nothing."""

import csv
import os
import sys

from desk import UNIT, Desk, check
from driver import FOCUSED

ADMINISTRATOR = "Quản trị viên"
ROWS = [["Mã", "Họ tên", "Điện thoại", "Nội dung", "Ngày nhận"],
        ["1", "Trần Thị Hoa", "0900000012", "Đèn hẻm 15 không sáng", "20/11/2026 08:00"],
        ["2", "Ngô Văn Bình", "0900000013", "Nước yếu vào buổi sáng", "ba hôm trước"],
        ["3", "Đỗ Thị Lan", "0900000014", "Rác tồn đọng trước chợ", "21/11/2026 09:00"]]

desk = Desk("import")


def choose(path):
    """In the window of the import: the file, in GTK's own chooser, by its path."""
    app = desk.app
    desk.window_opens("Nhập từ tệp")
    app.press("Chọn tệp…")
    desk.window_opens("Chọn tệp ý kiến")
    app.key("ctrl+l")
    app.write(None, path, within=lambda node: node.has(FOCUSED))
    app.press("Mở")
    desk.window_closes("Chọn tệp ý kiến")


def result():
    """What the import says came of it: the numbers by their names."""
    desk.app.see("Đã nhập xong tệp", "Đã có sẵn")
    rows = desk.app.find_all("list item", within=desk.in_window("Nhập từ tệp"))
    return {row.labels()[0]: row.labels()[-1] for row in rows}


def choose_file():
    """The empty list offers to import; the file is shown before it is taken in"""
    desk.file = os.path.join(desk.root, "three.csv")
    with open(desk.file, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(ROWS)
    desk.ctl("init", "--unit", UNIT)
    app = desk.start()
    desk.sign_in(ADMINISTRATOR)
    app.see("Hôm nay không có việc đến hạn")
    app.key("ctrl+2")
    app.press("Nhập từ tệp…")
    choose(desk.file)
    app.see("Nước yếu vào buổi sáng", "ba hôm trước", "Ngày nhận")


def take_in():
    """Two rows become cases, the broken one is set aside"""
    desk.app.press("Nhập", role="push button")
    counts = result()
    check(counts == {"Số dòng đã đọc": "3", "Hồ sơ mới": "2", "Nối vào hồ sơ có sẵn": "0",
                     "Để riêng": "1", "Đã có sẵn": "0"}, counts)


def see_reason():
    """Under "Để riêng" the row stands with its reason"""
    app = desk.app
    app.press("Xem các dòng để riêng")
    desk.window_closes("Nhập từ tệp")
    app.see("three.csv, dòng 3 · Không đọc được ngày. Hãy ghi theo dạng 17/11/2026.")
    desk.focused("list item", "Nước yếu vào buổi sáng")


def mend():
    """Mended in the window: refused while it is still wrong, then a case"""
    app = desk.app
    app.key("Return")
    app.value("Ngày nhận", "ba hôm trước")
    app.write("Ngày nhận", "32/11/2026")
    app.press("Thử lại")
    app.find("label", "Không đọc được ngày. Hãy ghi theo dạng 17/11/2026.")
    app.write("Ngày nhận", "18/11/2026")
    app.press("Thử lại")
    app.see("Không có dòng nào để riêng")
    app.find("list item", "Để riêng, 0 hồ sơ")


def undo_mending():
    """Ctrl+Z sets the row aside again; mended once more it is a case for good"""
    app = desk.app
    app.key("ctrl+z")
    app.find("list item", "Để riêng, 1 hồ sơ")
    app.press(role="list item", name="Nước yếu vào buổi sáng")
    app.write("Ngày nhận", "18/11/2026")
    app.press("Thử lại")
    app.see("Không có dòng nào để riêng")
    app.key("ctrl+2")
    desk.row("Nước yếu vào buổi sáng")
    app.see("3 hồ sơ")


def take_in_again():
    """The same file once more adds nothing"""
    app = desk.app
    desk.command("nhap tu tep")
    choose(desk.file)
    app.see("Tệp này đã được nhập trước đây")
    app.press("Nhập", role="push button")
    counts = result()
    check((counts["Số dòng đã đọc"], counts["Hồ sơ mới"], counts["Đã có sẵn"]) == ("3", "0", "3"),
          counts)
    app.press("Đóng", within=desk.in_window("Nhập từ tệp"))
    desk.window_closes("Nhập từ tệp")


def read_record():
    """What doithoaictl reads afterwards"""
    desk.quit()
    cases = {case["title"]: case["received"][:10] for case in desk.ctl("list")}
    check(cases == {"Đèn hẻm 15 không sáng": "2026-11-20", "Nước yếu vào buổi sáng": "2026-11-18",
                    "Rác tồn đọng trước chợ": "2026-11-21"}, cases)
    check(desk.ctl("verify")["ok"], "verify")


STEPS = [choose_file, take_in, see_reason, mend, undo_mending, take_in_again, read_record]

if __name__ == "__main__":
    sys.exit(desk.run(STEPS))
