#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reply from its first letter until it was sent, at the window by keys alone: a template, its
blanks, the checks, a leader who returns it and one who approves it, sending undone, and an approval
that a change makes void. After each step the record says the same as the window."""

import csv
import datetime
import os
import subprocess
import sys

from desk import UNIT, Desk, check
from driver import BUTTONS

LEADER = "Quản trị viên"
OFFICER = "Lê Thị Bình"
OFFICER_PIN = "683920"
TITLE = "Đèn hẻm 15 không sáng"
NOW = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7)))
RECEIVED = NOW - datetime.timedelta(hours=2)
ROWS = [["Mã", "Kênh tiếp nhận", "Họ tên", "Email", "Nội dung", "Ngày nhận"],
        ["1", "email", "Trần Thị Hoa", "hoa@example.vn", TITLE,
         f"{RECEIVED:%d/%m/%Y %H:%M}"],
        ["2", "email", "Ngô Văn Bình", "binh@example.vn", "Rác tồn đọng trước chợ",
         f"{RECEIVED:%d/%m/%Y %H:%M}"]]
CODE, OTHER_CODE = "HS-2026-0001", "HS-2026-0002"
TEXT = "Nội dung trả lời"

desk = Desk("replies")


def record(state, **values):
    """Waits until the one reply to the case has that state and these values."""
    def says(whole):
        reply = whole["replies"][0] if whole["replies"] else {"state": None}
        return reply["state"] == state and all(reply[name] == values[name] for name in values)
    whole = desk.recorded(says, f"{state} {values}", "show", CODE)
    check(len(whole["replies"]) <= 1, whole["replies"])
    return whole


def written(lamps, end=""):
    return (f"Kính gửi ông/bà Trần Thị Hoa,\n\nĐối với phản ánh của ông/bà về việc đèn chiếu sáng hư "
            f"hỏng (mã hồ sơ {CODE}), Ủy ban nhân dân phường Sài Gòn trả lời như sau:\n\nNgày "
            f"25/11/2026, ban đã thay hai; {lamps} đã sáng trở lại.\n\nKhi thấy đèn hỏng, ông/bà vui lòng "
            f"báo số ghi trên trụ đèn để việc sửa chữa được nhanh hơn. Trân trọng cảm ơn ông/bà.{end}")


SUBJECT = "Den hem 15"
FINAL = written("2 đèn", f" {CODE} Phong Nay")


def paste():
    return subprocess.run(["xclip", "-selection", "clipboard", "-o"], capture_output=True,
                          text=True, check=False).stdout


def steps(whole):
    return [(item["kind"].removeprefix("reply."), item["to"]) for item in whole["timeline"]
            if item.get("kind", "").startswith("reply.")]


def enter():
    """An office with its leader, who adds an officer; two cases came by e-mail"""
    path = os.path.join(desk.root, "two.csv")
    with open(path, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(ROWS)
    desk.ctl("init", "--unit", UNIT)
    check(desk.ctl("import", path)["cases"] == 2, "import")
    desk.start()
    desk.sign_in(LEADER)
    desk.add_officer(OFFICER, "Công chức xây dựng", OFFICER_PIN)


def open_case():
    """The officer opens the case, and r begins a reply"""
    app = desk.app
    desk.hand_over(OFFICER, OFFICER_PIN)
    desk.command("tat ca ho so")
    desk.row(CODE)
    desk.focus_list()
    app.key("j", "j")
    app.find("label", CODE)
    app.key("r")
    desk.focused("text", TEXT)
    app.see(f"Trả lời hồ sơ {CODE}", TITLE)
    record(None)


def choose_template():
    """A slash opens the templates; one is found without diacritics"""
    app = desk.app
    app.key("slash")
    desk.focused("entry", "Tìm mẫu")
    app.type("den chieu sang")
    app.see("Đèn chiếu sáng công cộng")
    app.key("Return")
    desk.focused("text", TEXT)
    app.see("Còn 4 chỗ trống")


def fill_blanks():
    """The first blank is chosen already, Tab goes on to the next"""
    app = desk.app
    app.type("25/11/2026")
    app.key("Tab")
    app.type("ban")
    app.key("Tab")
    app.type("thay hai")
    app.see("Còn 1 chỗ trống")


def stopped_by_blank():
    """A blank that is left stops it: it is shown and can be typed over at once"""
    app = desk.app
    app.see("Chỗ trống sẽ đến tay người dân đúng như vậy")
    app.key("ctrl+Return")
    app.type("2")
    app.see("Không còn chỗ trống")
    app.value(TEXT, written("2 đèn"))


def stopped_by_check():
    """So does the code of another case; mended, nothing is in the way"""
    app = desk.app
    app.key("ctrl+End")
    app.type(f" {OTHER_CODE}")
    app.find("list item", contains="Chặn: Có mã của hồ sơ khác")
    app.key("ctrl+Return")
    app.type(CODE)
    app.value(TEXT, written("2 đèn", f" {CODE}"))
    app.see("Không có số, mã, tên của người khác")
    app.see(f"Trả lời hồ sơ {CODE}")
    desk.recorded(lambda whole: not steps(whole), "that nothing was submitted", "show", CODE)


def submit():
    """With a subject, which a mail is asked for; the case says who is to approve it"""
    app = desk.app
    app.see("Thư chưa có tiêu đề")
    app.write("Trích yếu", SUBJECT)
    app.gone("label", "Thư chưa có tiêu đề")
    app.key("ctrl+Return")
    app.gone("label", f"Trả lời hồ sơ {CODE}")
    app.see("Đã gửi duyệt", f"Chờ {LEADER} duyệt", f"{OFFICER} đã gửi bản trả lời cho {LEADER} duyệt")
    whole = record("submitted", text=written("2 đèn", f" {CODE}"), author=OFFICER, asked=LEADER,
                   round=1, approved=False, channel="email", outcome="answer")
    check(steps(whole) == [("submitted", LEADER)], steps(whole))


def return_it():
    """The leader notes something beside two words and below the text, and returns it"""
    app = desk.app
    desk.hand_over(LEADER)
    app.key("ctrl+7")
    app.see("Bản thảo trả lời")
    desk.focus_list()
    app.key("F6")
    desk.focused("text", contains="Kính gửi")
    app.key("ctrl+Home", "shift+ctrl+Right", "shift+ctrl+Right")
    app.key("t")
    app.type("Goi ba cho dung")
    app.key("Return")
    app.see("Ghi chú của bạn", "Goi ba cho dung")
    check(not app.find(BUTTONS, "Duyệt và gửi").sensitive(), "approved in spite of a note")
    app.key("t")
    desk.focused("text", "Ghi chú cho người soạn, cần có khi trả lại")
    app.type("Ghi ro ai sua")
    app.key("ctrl+Return")
    app.see("Đã trả lại người soạn", "Không có bản thảo chờ duyệt")
    whole = record("returned", note="Ghi ro ai sua", margin_notes=1, decided_by=LEADER,
                   approved=False)
    check(steps(whole)[1:] == [("returned", None)], steps(whole))


def open_again():
    desk.command("tat ca ho so")
    desk.row(CODE)
    desk.focus_list()
    desk.app.key("End")
    desk.app.find("label", CODE)


def resubmit():
    """The officer reads why, mends it and submits it again"""
    app = desk.app
    desk.hand_over(OFFICER, OFFICER_PIN)
    open_again()
    app.see(f"{LEADER} trả lại bản thảo của bạn", "Ghi ro ai sua")
    app.key("r")
    desk.focused("text", TEXT)
    app.see("Bị trả lại để sửa", f"{LEADER} trả lại", "Ghi ro ai sua", "Goi ba cho dung")
    app.key("ctrl+End")
    app.type(" Phong")
    app.key("ctrl+Return")
    app.gone("label", f"Trả lời hồ sơ {CODE}")
    app.see(f"Chờ {LEADER} duyệt", "lần 2")
    record("submitted", round=2, text=written("2 đèn", f" {CODE} Phong"))


def approve():
    """The leader sees what changed, and approves it without sending it"""
    app = desk.app
    desk.hand_over(LEADER)
    app.key("ctrl+7")
    app.see("Chờ duyệt, lần 2", "Ghi ro ai sua")
    desk.command("duyet ban thao chua gui")
    app.see("Đã duyệt, chưa gửi")
    whole = record("approved", approved=True, decided_by=LEADER)
    check(steps(whole)[-1] == ("approved", None), steps(whole))


def send_and_undo():
    """The officer sends it, and takes it back within the seconds that there are for that"""
    app = desk.app
    desk.hand_over(OFFICER, OFFICER_PIN)
    open_again()
    app.see("Đã duyệt, chưa gửi", f"{LEADER} đã duyệt")
    app.key("r")
    desk.focused("text", TEXT)
    app.see("Đã duyệt đúng nội dung này. Nếu sửa thì phải duyệt lại.")
    app.key("ctrl+Return")
    app.see("Sẽ gửi sau")
    app.key("ctrl+z")
    app.gone(contains="Sẽ gửi sau")
    app.see("Đã duyệt, chưa gửi")
    whole = record("approved", approved=True)
    check([kind for kind, to in steps(whole)][-2:] == ["queued", "recalled"], steps(whole))


def send_again():
    """Sent again, from the case: when the seconds are over it waits to be sent by hand"""
    app = desk.app
    desk.tab_to(BUTTONS, "Gửi")
    app.key("Return")
    app.see("Sẽ gửi sau")
    record("queued")
    app.see("Chờ gửi thủ công")
    desk.tab_to(BUTTONS, "Rút lại")
    app.key("Return")
    app.see("Đã duyệt, chưa gửi")
    record("approved", approved=True)


def make_void():
    """A change makes the approval void, and that is said wherever the reply is seen"""
    app = desk.app
    app.key("r")
    desk.focused("text", TEXT)
    app.key("ctrl+End")
    app.type(" Nay")
    app.see("Đã sửa sau khi duyệt: phải duyệt lại.")
    app.find(BUTTONS, "Gửi duyệt")
    app.key("alt+Left")
    app.see("việc duyệt không còn hiệu lực. Sửa lần cuối",
            f"{OFFICER} đã sửa bản trả lời: việc duyệt không còn hiệu lực")
    whole = record("draft", approved=False, text=FINAL)
    check(steps(whole)[-1] == ("saved", "approved"), steps(whole))
    app.key("r")
    app.see("Đã sửa sau khi duyệt: phải duyệt lại.")
    app.key("ctrl+Return")
    app.gone("label", f"Trả lời hồ sơ {CODE}")
    record("submitted", round=3, approved=False)


def approve_and_send():
    """Approved and sent in one, by one key"""
    app = desk.app
    desk.hand_over(LEADER)
    app.key("ctrl+7")
    app.see("Chờ duyệt, lần 3")
    app.key("d")
    app.see("Đã duyệt và gửi", "Không có bản thảo chờ duyệt")
    whole = record("queued", approved=True, decided_by=LEADER)
    check(steps(whole)[-2:] == [("approved", None), ("queued", "email")], steps(whole))


def send_by_hand():
    """The officer sends it by hand: the text is on the clipboard, and what was done is recorded"""
    app = desk.app
    desk.hand_over(OFFICER, OFFICER_PIN)
    open_again()
    app.see("Chờ gửi thủ công")
    desk.tab_to(BUTTONS, "Gửi thủ công…")
    app.key("Return")
    desk.window_opens("Gửi thủ công")
    app.see("Đã chép", "Thư điện tử, hoa@example.vn")
    app.wait(lambda: paste() == SUBJECT, "the subject on the clipboard")
    app.press("Chép")
    app.wait(lambda: paste() == FINAL, "the text on the clipboard")
    app.focus_window("Gửi thủ công")
    app.key("ctrl+Return")
    desk.window_closes("Gửi thủ công")
    app.see("Đã ghi nhận là đã gửi")
    desk.row_says(CODE, "Đã trả lời")


def read_record():
    """What doithoaictl reads in the end: one message went out, as it was approved"""
    desk.quit()
    whole = desk.ctl("show", CODE)
    check(whole["status"] == "answered", whole["status"])
    reply = whole["replies"][0]
    check((reply["state"], reply["approved"], reply["by_hand"], reply["place"], reply["round"])
          == ("sent", True, True, "Thư điện tử, hoa@example.vn", 3), reply)
    check([(item["direction"], item["text"]) for item in whole["timeline"]
           if item["type"] == "message"] == [("in", TITLE), ("out", f"{SUBJECT}\n\n{FINAL}")], whole["timeline"])
    check(steps(whole) == [
        ("submitted", LEADER), ("returned", None), ("submitted", LEADER), ("approved", None),
        ("queued", "email"), ("recalled", None), ("queued", "email"), ("recalled", None),
        ("saved", "approved"), ("submitted", LEADER), ("approved", None), ("queued", "email"),
        ("sent", "by_hand")], steps(whole))
    check(desk.ctl("verify")["ok"], "verify")


STEPS = [enter, open_case, choose_template, fill_blanks, stopped_by_blank, stopped_by_check, submit,
         return_it, resubmit, approve, send_and_undo, send_again, make_void, approve_and_send,
         send_by_hand, read_record]

if __name__ == "__main__":
    sys.exit(desk.run(STEPS))
