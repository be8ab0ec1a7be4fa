#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases that belong together, at the window: merged and unmerged, one split, two linked; a
citizen's consent recorded, and their data erased."""

import csv
import os
import sys

from desk import UNIT, Desk, check
from driver import CHECKED, CHECKS, FIELDS

ADMINISTRATOR = "Quản trị viên"
PIN = "274915"
ROWS = [["Mã", "Họ tên", "Điện thoại", "Nội dung", "Ngày nhận"],
        ["1", "Trần Thị Hoa", "0900000012", "Đèn hẻm 15 không sáng", "20/11/2026 08:00"],
        ["2", "Ngô Văn Bình", "0900000013", "Hẻm 15 mất đèn chiếu sáng", "20/11/2026 09:00"],
        ["3", "Đỗ Thị Lan", "0900000014", "Rác tồn đọng trước chợ", "21/11/2026 09:00"],
        ["4", "Vũ Văn Nam", "0900000015", "Chợ họp lấn đường", "21/11/2026 10:00"]]
LAMP, LAMP_TOO, WASTE, MARKET = (f"HS-2026-000{n}" for n in range(1, 5))

desk = Desk("merge")


def enter():
    """A workspace made by doithoaictl opens with a tap, as nobody has set a PIN"""
    path = os.path.join(desk.root, "four.csv")
    with open(path, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(ROWS)
    desk.ctl("init", "--unit", UNIT)
    check(desk.ctl("import", path)["cases"] == 4, "import")
    app = desk.start()
    desk.sign_in(ADMINISTRATOR)
    app.see("Bạn chưa có mã PIN", "Hôm nay")
    app.key("ctrl+2")
    desk.row(MARKET)
    desk.focus_list()


def set_pin():
    """The first PIN is set in the preferences; from then on it is asked for"""
    app = desk.app
    app.key("ctrl+comma")
    desk.window_opens("Thiết lập")
    app.press("Bảo mật", role="page tab")
    app.press("Mã PIN của tôi")
    app.find(FIELDS, "Nhập lại lần nữa")
    check(not app.find_all(FIELDS, contains="hiện tại"), "a PIN is asked for that is not there")
    app.fill({"Mã PIN hoặc mật khẩu mới": PIN, "Nhập lại lần nữa": PIN})
    app.press("Lưu")
    app.gone(FIELDS, "Nhập lại lần nữa")
    app.press("Đóng", within=desk.in_window("Thiết lập"))
    desk.window_closes("Thiết lập")
    app.key("ctrl+l")
    desk.focused("password text", contains=ADMINISTRATOR)
    app.type(PIN)
    app.key("Return")
    desk.row(MARKET)
    desk.focus_list()


def merge():
    """Two about the same lamp, found by a search, become one"""
    app = desk.app
    app.key("ctrl+f")
    desk.focused("entry", "Tìm hồ sơ")
    app.type("hem 15")
    app.see("2 hồ sơ")
    app.key("Return")
    desk.focus_list()
    app.key("x")
    app.see("Đã chọn 1")
    app.key("j", "x")
    app.see("Đã chọn 2")
    app.key("m")
    desk.window_opens("Gộp hồ sơ")
    app.wait(lambda: any(node.has(CHECKED) for node in app.find_all(CHECKS, contains=LAMP)),
             "the one that came first to stay")
    app.press("Gộp", role="push button")
    desk.window_closes("Gộp hồ sơ")
    app.see("Trần Thị Hoa và 1 người khác")
    app.gone("list item", contains=f"{LAMP_TOO},")


def unmerge():
    """The merging is undone from the panel of the case that stayed"""
    app = desk.app
    desk.choose(LAMP)
    app.see(f"từ {LAMP_TOO}")
    app.press(f"Hủy gộp {LAMP_TOO}")
    desk.row(f"{LAMP_TOO},")
    app.gone("label", contains=f"từ {LAMP_TOO}")


def merge_again_and_undo():
    """Merged once more, from one case by picking the other; Ctrl+Z takes it back"""
    app = desk.app
    desk.focus_list()
    app.key("m")
    desk.window_opens("Gộp với hồ sơ nào?")
    app.type("mat den")
    app.find("list item", contains=LAMP_TOO, within=desk.in_window("Gộp với hồ sơ nào?"))
    app.key("Return")
    desk.window_opens("Gộp hồ sơ")
    app.key("ctrl+Return")
    desk.window_closes("Gộp hồ sơ")
    app.see(f"từ {LAMP_TOO}")
    desk.focus_list()
    app.key("ctrl+z")
    desk.row(f"{LAMP_TOO},")


def link():
    """Two cases are the same matter: each shows the other"""
    app = desk.app
    app.key("ctrl+f", "ctrl+a", "BackSpace")
    app.see("4 hồ sơ")
    desk.choose(WASTE)
    desk.command("cung viec")
    desk.window_opens("Cùng việc với hồ sơ nào?")
    app.type("lan duong")
    app.find("list item", contains=MARKET, within=desk.in_window("Cùng việc với hồ sơ nào?"))
    app.key("Return")
    desk.window_closes("Cùng việc với hồ sơ nào?")
    app.find("list item", contains=f"{MARKET}", within=lambda node: node.name == "Cùng việc")


def join_walk_in():
    """A citizen comes again: what they say joins their case, by Alt+1"""
    app = desk.app
    app.focus_window(desk.title)
    app.key("ctrl+n")
    desk.window_opens("Tiếp công dân tại trụ sở")
    app.type("0900000014")
    app.key("Return")
    app.see("Đỗ Thị Lan")
    app.key("alt+1")
    app.see(f"Nối vào {WASTE}")
    app.fill({"Nội dung: điều người dân trình bày": "Cây trước chợ sắp đổ"})
    app.key("ctrl+Return")
    desk.window_closes("Tiếp công dân tại trụ sở")
    app.find("label", "Cây trước chợ sắp đổ")


def split():
    """What is another matter goes into a case of its own; undone, and done again"""
    app = desk.app
    # A code that was given once is not given again.
    for code in ("HS-2026-0005", "HS-2026-0006"):
        desk.focus_list()
        desk.command("tach ho so")
        desk.window_opens("Tách hồ sơ")
        app.tick("Cây trước chợ")
        app.press("Tách", role="push button")
        desk.window_closes("Tách hồ sơ")
        desk.row(f"{code}, Đỗ Thị Lan")
        if code == "HS-2026-0005":
            desk.focus_list()
            app.key("ctrl+z")
            app.gone("list item", contains=code)
            app.find("label", "Cây trước chợ sắp đổ")


def record_consent():
    """What a citizen said about their data, recorded with how they said it"""
    app = desk.app
    app.press("Chưa hỏi về lưu dữ liệu")
    desk.window_opens("Ý kiến về lưu dữ liệu")
    app.press("Người dân", role="combo box")
    app.see("Không đồng ý lưu dữ liệu")
    desk.focused("list item", within=desk.in_window("Ý kiến về lưu dữ liệu"))
    app.key("Down", "Return")
    app.gone(contains="Không đồng ý lưu dữ liệu")
    app.key("ctrl+Return")
    desk.window_closes("Ý kiến về lưu dữ liệu")
    app.find("list item", contains="Đã đồng ý lưu dữ liệu")


def erase():
    """A citizen's data erased: not before the ground was checked"""
    app = desk.app
    desk.choose(MARKET)
    desk.command("xoa du lieu")
    desk.window_opens("Xóa dữ liệu cá nhân")
    check(not app.find("push button", "Xóa").sensitive(), "erasing before the ground was checked")
    app.tick("Tôi đã báo cáo lãnh đạo")
    app.press("Xóa", role="push button")
    desk.window_closes("Xóa dữ liệu cá nhân")
    app.gone(contains="Vũ Văn Nam")
    app.gone(contains="Chợ họp lấn đường")


def read_record():
    """What doithoaictl reads afterwards"""
    desk.quit()
    shown = {case["code"]: case for case in desk.ctl("list")}
    check(set(shown) == {LAMP, LAMP_TOO, WASTE, MARKET, "HS-2026-0006"}, shown)
    waste = desk.ctl("show", WASTE)
    check([citizen["consent"] for citizen in waste["citizens"]] == ["given"], waste["citizens"])
    check([other["code"] for other in waste["links"]] == [MARKET], waste["links"])
    check([item["text"] for item in waste["timeline"] if item["type"] == "message"]
          == ["Rác tồn đọng trước chợ"], waste["timeline"])
    check(shown["HS-2026-0006"]["title"] == "Cây trước chợ sắp đổ", shown["HS-2026-0006"])
    market = desk.ctl("show", MARKET)
    check([citizen["erased"] for citizen in market["citizens"]] == [True], market["citizens"])
    check("Vũ Văn Nam" not in str(market) and "0900000015" not in str(market), market)
    check(desk.ctl("show", LAMP)["merged"] == [], "merged")
    check(desk.ctl("verify")["ok"], "verify")


STEPS = [enter, set_pin, merge, unmerge, merge_again_and_undo, link, join_walk_in, split, record_consent,
         erase, read_record]

if __name__ == "__main__":
    sys.exit(desk.run(STEPS))
