#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ward's first day at the window: set-up, a citizen at the counter with a photo, the receipt,
search, a colleague, assigning, note, answer, closing, undo, handing the desk over."""

import glob
import os
import subprocess
import sys

from desk import OFFICE, Desk, check, write_png
from driver import BUTTONS, CHECKED, FIELDS

PIN, SECOND_PIN = "274915", "860352"
TITLE = "Hẻm 51 đường Nguyễn Trãi ngập nước"
CODE = "HS-2026-0001"

desk = Desk("window")


def choose_unit():
    """First run: the unit is found among all 3,321"""
    app = desk.start()
    app.press("Thiết lập cho đơn vị")
    app.see("3.321 đơn vị")
    app.focus_window("Đối Thoại")
    app.type("sai gon")
    app.see("Phường Sài Gòn", "Thành phố Hồ Chí Minh", "1 đơn vị")
    app.key("Return")
    app.see("Bước 2/3")


def name_officer():
    """The first officer; two PINs that differ are not taken"""
    app = desk.app
    app.fill({"Họ và tên": "Nguyễn Văn An",
              "Chức vụ, ví dụ: cán bộ tiếp nhận": "Cán bộ tiếp nhận",
              "Mã PIN hoặc mật khẩu": PIN, "Nhập lại lần nữa": "274916"})
    app.press("Tạo không gian làm việc")
    app.see("Hai lần nhập không giống nhau")
    app.write("Nhập lại lần nữa", PIN)
    app.press("Tạo không gian làm việc")
    app.see("Cất giữ mã khôi phục")


def keep_recovery_code():
    """The recovery code has to be typed from the paper, and rightly"""
    app = desk.app
    groups = [node.name.split(": ")[1] for node in app.find_all("table cell", contains="Nhóm ")]
    check(len(groups) == 9, groups)
    asked = [node.name for node in app.find_all("text", contains="Nhóm ")]
    check(len(asked) == 2, asked)
    wanted = [groups[int(name.split()[1]) - 1] for name in asked]
    app.write(asked[0], "XXXX")
    app.write(asked[1], wanted[1])
    app.press("Tôi đã cất giữ mã")
    app.see(f"{asked[0]} không khớp")
    app.write(asked[0], wanted[0].lower())
    app.press("Tôi đã cất giữ mã")
    app.see("Hôm nay không có việc đến hạn")
    desk.focused("push button", "Tiếp công dân")
    desk.copy_picture(write_png(os.path.join(desk.root, "photo.png")))


def receive_citizen():
    """A citizen at the counter, taken down by keyboard, with a photo pasted"""
    app = desk.app
    app.focus_window(OFFICE)
    app.key("ctrl+n")
    desk.window_opens("Tiếp công dân tại trụ sở")
    app.type("0900000012")
    app.key("Return")
    app.value("Số điện thoại", "0900 000 012")
    app.fill({"Họ và tên": "Trần Thị Hoa", "Tổ dân phố, thôn": "Khu phố 14",
              "Địa chỉ người dân đọc": "51 Nguyễn Trãi, p. Bến Nghé, quận 1",
              "Nội dung: điều người dân trình bày": TITLE})
    app.see("Đơn vị hiện nay", "Phường Sài Gòn, Thành phố Hồ Chí Minh")
    app.press("Dùng tên này")
    app.gone("push button", "Dùng tên này")
    app.see("Hạ tầng")  # the field, proposed from the words
    app.key("ctrl+v")
    app.find("table cell", contains=".png")
    consent = app.find("check box", contains="Trần Thị Hoa đồng ý")
    check(not consent.has(CHECKED), "consent was ticked beforehand")
    app.tick("Trần Thị Hoa đồng ý")
    app.key("ctrl+shift+Return")


def print_receipt():
    """The receipt: its QR code is the promise that doithoaictl checks at the end"""
    app = desk.app
    desk.window_opens("Giấy biên nhận")
    app.find("push button", "In…")
    desk.focused("push button", "In…")
    app.press("Lưu thành PDF…")
    path = os.path.join(desk.root, "receipt.pdf")
    app.write("Tên:", path)
    app.press("Lưu")
    app.wait(lambda: subprocess.run(["pdftoppm", "-r", "200", "-png", path,
                                     os.path.join(desk.root, "receipt")], capture_output=True,
                                    check=False).returncode == 0, "the whole PDF")
    pages = glob.glob(os.path.join(desk.root, "receipt*.png"))
    check(len(pages) == 1, f"{len(pages)} pages")
    desk.promise = subprocess.run(["zbarimg", "-q", "--raw", pages[0]], capture_output=True,
                                  text=True, check=True).stdout.strip()
    check(desk.promise.startswith("DT1:"), desk.promise)
    app.focus_window("Giấy biên nhận")
    app.key("Escape")
    desk.window_closes("Giấy biên nhận")
    app.see(CODE, TITLE, "Nguyễn Văn An cấp giấy biên nhận")
    app.find(BUTTONS, contains="Ảnh ")
    check(not app.find_all(contains="vừa xong trước"), "words that say nothing")


def search():
    """Found without diacritics; what is not there is said to be not there"""
    app = desk.app
    app.key("ctrl+2")
    app.see("Không còn hồ sơ nào cần tiếp nhận")
    app.key("ctrl+f")
    desk.focused("entry", "Tìm hồ sơ")
    app.type("ngap nuoc")
    app.see("Không có hồ sơ nào trong danh mục này khớp với từ khóa.")
    app.press("Tìm trong tất cả hồ sơ")
    app.find("list item", contains=CODE)
    app.key("ctrl+f", "ctrl+a")
    app.type("rac thai")
    app.see("Không tìm thấy")
    app.press("Bỏ bộ lọc")
    app.find("list item", contains=CODE)


def look_unit_up():
    """A former unit, by keyboard alone: which one it is today, and what that was made of"""
    app = desk.app
    app.key("ctrl+d")
    desk.window_opens("Tra cứu địa giới")
    app.see("Nay thuộc đơn vị nào?")
    app.type("phuong ben nghe q1")
    app.see("Phường Sài Gòn", "Chắc chắn", "Lập từ 3 đơn vị cũ", "đến hết ngày 30/06/2025")
    app.key("ctrl+a")
    app.type("xyzxyz")
    app.see("Không tìm thấy đơn vị")
    app.key("Escape")
    desk.window_closes("Tra cứu địa giới")


def add_colleague():
    """A second officer, in the preferences"""
    app = desk.app
    app.key("ctrl+comma")
    desk.window_opens("Thiết lập")
    app.press("Cán bộ", role="page tab")
    app.press("Thêm cán bộ")
    app.find(FIELDS, "Nhập lại lần nữa")
    app.fill({"Họ và tên": "Lê Thị Bình",
              "Chức vụ, ví dụ: cán bộ tiếp nhận": "Công chức địa chính",
              "Mã PIN hoặc mật khẩu": SECOND_PIN, "Nhập lại lần nữa": SECOND_PIN})
    app.press("Lưu")
    app.find("list item", "Lê Thị Bình")
    app.press("Đóng", within=desk.in_window("Thiết lập"))
    desk.window_closes("Thiết lập")


def assign():
    """Assigned to the colleague, taken back, and assigned again"""
    app = desk.app
    desk.focus_list()
    app.key("a")
    desk.focused("entry", "Tên cán bộ")
    app.type("binh")
    app.gone("list item", "Tôi")
    app.key("Return")
    app.see("giao cho Lê Thị Bình", "Lê Thị Bình xử lý")
    app.key("ctrl+z")
    app.see("Nguyễn Văn An xử lý")
    app.key("a")
    desk.focused("entry", "Tên cán bộ")
    app.type("binh")
    app.gone("list item", "Tôi")
    app.key("Return")
    app.see("Lê Thị Bình xử lý")


def write_note():
    """A note that only colleagues see"""
    app = desk.app
    app.key("n")
    desk.focused("text", "Nội dung ghi chú")
    app.type("Da goi to truong khu pho")
    app.key("ctrl+Return")
    app.see("Ghi chú nội bộ", "Da goi to truong khu pho")
    app.value("Nội dung ghi chú", "")


def answer():
    """An answer given at the counter, recorded; the case is answered"""
    app = desk.app
    desk.focus_list()
    desk.command("ghi cau tra loi")
    desk.focused("text", "Nội dung trả lời")
    app.type("Phuong se nao vet cong trong tuan nay")
    app.key("ctrl+Return")
    desk.row_says(CODE, "Đã trả lời")
    app.find("label", "Phuong se nao vet cong trong tuan nay")


def close_case():
    """Closed by the list of commands; undone; closed again"""
    app = desk.app
    desk.focus_list()
    desk.command("dong ho so")
    desk.row_says(CODE, "Đã đóng")
    desk.focus_list()
    app.key("ctrl+z")
    desk.row_says(CODE, "Đã trả lời")
    app.gone("label", "Đã đóng")
    desk.command("dong ho so")
    desk.row_says(CODE, "Đã đóng")


def hand_over():
    """The colleague takes the desk: a wrong PIN is refused, the right one opens her work"""
    app = desk.app
    app.key("ctrl+l")
    desk.focused("password text", contains="Nguyễn Văn An")
    app.gone("push button", "Hoàn tác")
    app.press("Chọn người khác")
    desk.tap("Lê Thị Bình")
    desk.focused("password text", contains="Lê Thị Bình")
    app.type(PIN)
    app.key("Return")
    app.see("Mã PIN chưa đúng")
    app.type(SECOND_PIN)
    app.key("Return")
    app.see("Công chức địa chính")
    app.gone(contains="Mã PIN")


def read_record():
    """What doithoaictl reads afterwards: all of it, with the names of who did it"""
    desk.quit()
    whole = desk.ctl("show", CODE)
    check((whole["status"], whole["assignee"], whole["field"]) == ("closed", "Lê Thị Bình",
                                                                   "infrastructure"), whole)
    check([(citizen["name"], citizen["phone"], citizen["consent"]) for citizen in whole["citizens"]]
          == [("Trần Thị Hoa", "0900000012", "given")], whole["citizens"])
    check(whole["citizens"][0]["address"]
          == "51 Nguyễn Trãi, Phường Sài Gòn, Thành phố Hồ Chí Minh", whole["citizens"])
    messages = [item for item in whole["timeline"] if item["type"] == "message"]
    check([(item["direction"], item["text"]) for item in messages]
          == [("in", TITLE), ("note", "Da goi to truong khu pho"),
              ("out", "Phuong se nao vet cong trong tuan nay")], messages)
    check([file["type"] for file in messages[0]["attachments"]] == ["image/png"], messages[0])
    steps = [item["to"] for item in whole["timeline"] if item.get("kind") == "case.status"]
    check(steps == ["answered", "closed", "answered", "closed"], steps)
    given = [item["to"] for item in whole["timeline"] if item.get("kind") == "case.assigned"]
    check(given == ["Nguyễn Văn An", "Lê Thị Bình", "Nguyễn Văn An", "Lê Thị Bình"], given)
    check(desk.ctl("verify")["ok"], "verify")
    check(desk.ctl("receipt", "verify", desk.promise)["ok"], "the promise of the receipt")


STEPS = [choose_unit, name_officer, keep_recovery_code, receive_citizen, print_receipt, search,
         look_unit_up, add_colleague, assign, write_note, answer, close_case, hand_over,
         read_record]

if __name__ == "__main__":
    sys.exit(desk.run(STEPS))
