#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A deadline at the window: why it is what it is; an officer asks for more time, only a leader
grants it, and the citizen's notice comes of it."""

import os
import subprocess
import sys

from desk import UNIT, Desk, check
from driver import BUTTONS

ADMINISTRATOR = "Quản trị viên"
OFFICER = "Lê Thị Bình"
OFFICER_PIN = "683920"
TITLE = "To cao xay nha lan hem 51"
CODE = "HS-2026-0001"
REASON = "Phai kiem tra tai nhieu dia diem"

desk = Desk("deadlines")


def enter():
    """An office with its leader, who adds an officer"""
    desk.ctl("init", "--unit", UNIT)
    desk.start()
    desk.sign_in(ADMINISTRATOR)
    desk.add_officer(OFFICER, "Công chức tư pháp", OFFICER_PIN)


def open_case():
    desk.command("tat ca ho so")
    desk.row(CODE)
    desk.choose(CODE)


def register():
    """The officer takes down a denunciation made at the counter"""
    app = desk.app
    app.key("ctrl+l")
    desk.sign_in(OFFICER, OFFICER_PIN)
    app.key("ctrl+n")
    desk.window_opens("Tiếp công dân tại trụ sở")
    app.fill({"Họ và tên": "Trần Thị Hoa", "Nội dung: điều người dân trình bày": TITLE})
    app.press("Loại ý kiến", role="combo box")
    desk.focused("list item", within=desk.in_window("Tiếp công dân tại trụ sở"))
    app.key("Down", "Down", "Down", "Return")
    app.key("ctrl+Return")
    desk.window_closes("Tiếp công dân tại trụ sở")
    app.see(CODE, "Lê Thị Bình ghi nhận hồ sơ")
    desk.focus_list()


def classify():
    """A complex matter may be extended once, by law"""
    app = desk.app
    desk.command("sua thong tin")
    app.tick("Vụ việc phức tạp")
    app.press("Lưu")
    app.see("tính chất vụ việc")


def explain():
    """Why it is due then: each step with its source"""
    app = desk.app
    app.press("Vì sao hạn là lúc đó?")
    app.see("30 ngày", "Luật Tố cáo số 25/2018/QH14, Điều 30", "Bộ luật Dân sự số 91/2015/QH13")


def ask():
    """The officer may only ask; what would follow stands there before"""
    app = desk.app
    check(not app.find_all(BUTTONS, contains="Gia hạn…"), "an officer is offered to extend")
    app.press("Xin gia hạn…")
    app.see("Thời hạn hiện nay", "Thời hạn mới", "Được gia hạn 1 lần")
    check(not app.find("push button", "Xin gia hạn").sensitive(), "asked without a reason")
    app.fill({"Lý do": REASON})
    app.press("Xin gia hạn")
    app.see("Xin gia hạn, chờ lãnh đạo duyệt", REASON)
    check(not app.find_all(BUTTONS, "Duyệt"), "an officer is offered to grant")
    desk.quit()
    desk.before = desk.ctl("show", CODE)["due"]
    check(not any(item.get("kind") == "deadline.extended"
                  for item in desk.ctl("show", CODE)["timeline"]), "it was extended unasked")


def grant():
    """The leader grants it; undone, and granted again"""
    desk.start()
    desk.sign_in(ADMINISTRATOR)
    app = desk.app
    open_case()
    app.see("Xin gia hạn, chờ lãnh đạo duyệt", REASON, "Nếu duyệt")
    app.press("Duyệt")
    app.see("gia hạn thời hạn trả lời")
    app.gone(contains="chờ lãnh đạo duyệt")
    desk.focus_list()
    app.key("ctrl+z")
    app.see("Xin gia hạn, chờ lãnh đạo duyệt")
    app.press("Duyệt")
    app.gone(contains="chờ lãnh đạo duyệt")


def write_notice():
    """The notice for the citizen, as a PDF"""
    app = desk.app
    app.press("Thông báo gia hạn gửi người dân")
    desk.window_opens("Thông báo gia hạn")
    app.key("ctrl+s")
    path = os.path.join(desk.root, "notice.pdf")
    app.write("Tên:", path)
    app.press("Lưu")
    app.wait(lambda: os.path.exists(path) and subprocess.run(
        ["pdftotext", "-layout", path, path + ".txt"], capture_output=True,
        check=False).returncode == 0 and os.path.getsize(path + ".txt") > 0, "the whole PDF")
    with open(path + ".txt", encoding="utf-8") as text:
        words = " ".join(text.read().split())
    for expected in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Trần Thị Hoa", CODE, REASON,
                     "Luật Tố cáo số 25/2018/QH14, Điều 30"):
        check(expected in words, f"{expected!r} is not in the notice: {words}")
    app.focus_window("Thông báo gia hạn")
    app.key("Escape")
    desk.window_closes("Thông báo gia hạn")
    app.see("phát hành thông báo gia hạn")


def read_record():
    """What doithoaictl reads: later than before, asked and granted by whom"""
    desk.quit()
    whole = desk.ctl("show", CODE)
    check(whole["due"] > desk.before, (desk.before, whole["due"]))
    kinds = [item["kind"] for item in whole["timeline"]
             if item.get("kind", "").startswith(("deadline.", "notice."))]
    check(kinds[0] == "deadline.requested" and kinds.count("deadline.extended") == 2
          and kinds[-1] == "notice.issued", kinds)
    check(desk.ctl("verify")["ok"], "verify")


STEPS = [enter, register, classify, explain, ask, grant, write_notice, read_record]

if __name__ == "__main__":
    sys.exit(desk.run(STEPS))
