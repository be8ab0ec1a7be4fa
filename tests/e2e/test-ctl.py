#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""doithoaictl from outside: every command, its JSON, its ends and its one line of error; what is
found by a search; importing twice; a flipped bit; views made anew; a receipt checked with nothing
but the public key."""

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata

CTL = os.environ["DT_DOITHOAICTL"]
SOURCE = os.environ["DT_SOURCE_DIR"]
QA = os.path.join(SOURCE, "data/demo/public-service-qa.csv")
MAP = "field=field,content=question,answer=answer"


class Failed(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failed(what)


class Workspace:
    """A folder with a key beside it, and doithoaictl on it."""

    def __init__(self, root, name="workspace"):
        self.path = os.path.join(root, name)
        self.key = os.path.join(root, "key")

    def run(self, *arguments, end=0, key=True, given=None):
        command = [CTL, "--workspace", self.path, *arguments]
        if key:
            command += ["--key-file", self.key]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False,
                              input=given)
        what = f"{' '.join(arguments)}: ended with {done.returncode}: {done.stderr.strip()}"
        check(done.returncode == end, what)
        if end == 0:
            check(done.stderr == "", what)
        else:
            check(done.stderr.count("\n") == 1, f"not one line of error: {done.stderr!r}")
            check(done.stderr.startswith("doithoaictl: "), what)
        return done.stdout

    def json(self, *arguments, end=0, key=True):
        out = self.run(*arguments, "--json", end=end, key=key)
        check(out.count("\n") == 1, f"not one line of JSON: {out!r}")
        return json.loads(out)

    def codes(self, query):
        return {case["code"] for case in self.json("list", "--query", query)}


def fresh(root):
    workspace = Workspace(root)
    workspace.json("init", "--unit", "26740")
    return workspace


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    return path


def counts(read, cases, joined=0, set_aside=0, unchanged=0):
    return {"read": read, "cases": cases, "joined": joined, "set_aside": set_aside,
            "unchanged": unchanged}


# ---- the tests ----

def test_init(root):
    workspace = Workspace(root)
    made = workspace.json("init", "--unit", "26740")
    check(made["workspace"] == workspace.path and made["unit"] == "26740", made)
    check(len(made["device"]) == 32 and len(made["public_key"]) == 64, made)
    check(oct(os.stat(workspace.key).st_mode & 0o777) == "0o600", "the key is readable for others")
    check(workspace.json("verify")["ok"], "a new workspace does not verify")
    workspace.run("init", "--unit", "26740", end=1)
    Workspace(root, "other").run("init", "--unit", "99999", end=1)
    check(not os.path.exists(os.path.join(root, "other")), "a failed init left something behind")


def test_used_wrongly(root):
    workspace = Workspace(root)
    for arguments in ([], ["no-such-command"], ["init"], ["show"], ["show", "1", "2"], ["import"],
                      ["list", "--no-such-option"], ["list", "--view", "nope"], ["backup"],
                      ["list", "--limit", "many"], ["receipt", "verify"], ["lunar"], ["deadline"],
                      ["deadline", "--kind", "nope", "--from", "2026-03-02"],
                      ["deadline", "--kind", "feedback", "--from", "tomorrow"],
                      ["deadline", "--kind", "feedback", "--from", "2026-03-02", "--clock", "x"],
                      ["deadline", "--kind", "feedback", "--from", "2026-03-02", "--traits", "x"],
                      ["deadline", "--kind", "feedback", "--from", "2026-03-02", "extra"]):
        workspace.run(*arguments, end=2)


def test_failures(root):
    workspace = fresh(root)
    workspace.run("show", "HS-1999-0001", end=1)
    workspace.run("import", os.path.join(root, "absent.csv"), end=1)
    Workspace(root, "absent").run("list", end=1)
    shutil.copy(workspace.key, os.path.join(root, "right"))
    with open(workspace.key, "w", encoding="ascii") as key:
        key.write("0" * 64)
    workspace.run("list", end=1)


def test_questions(root):
    """The ministry's questions: all of them go in as answered, and a second time nothing does."""
    workspace = fresh(root)
    with open(QA, newline="", encoding="utf-8-sig") as source:
        rows = list(csv.DictReader(source))
    check(workspace.json("import", QA, "--map", MAP) == counts(len(rows), len(rows)), "first")
    again = workspace.json("import", QA, "--map", MAP)
    check(again == counts(len(rows), 0, unchanged=len(rows)), again)
    cases = workspace.json("list")
    check(len(cases) == len(rows), f"{len(cases)} cases")
    check({case["status"] for case in cases} == {"answered"}, "not all are answered")
    check(len(workspace.json("list", "--limit", "7")) == 7, "--limit")
    check(workspace.json("list", "--view", "to_receive") == [], "--view")
    whole = workspace.json("show", cases[0]["code"])
    directions = [item["direction"] for item in whole["timeline"] if item["type"] == "message"]
    check(directions == ["in", "out"], directions)
    check(whole["replies"] == [], "what was answered before is no reply of ours")
    folded, written = workspace.codes("bao hiem"), workspace.codes("bảo hiểm")
    check(folded >= written and written, "a search without diacritics finds less")
    check(workspace.json("verify")["ok"], "verify")


def messy_rows():
    """A feed of a city as messy as they are: line breaks, quotes, HTML, ids given twice, rows with
    nothing in them, dates that are none."""
    rows = [["ID", "Title", "Description", "Status", "Address", "Date Created", "User"]]
    rng = random.Random(311)
    for i in range(4000):
        text = rng.choice(["Broken light", "Rác\nchưa thu", 'He said "no"', "<b>hẻm</b> ngập, sâu"])
        created = 1500000000 + i * 977
        if i % 500 == 499:
            created = "khoảng tuần trước"
        rows.append([i - i % 20 if i % 20 == 19 else i, f"Việc {i}" if i % 3 else "",
                     text if i % 7 else "", rng.choice(["submitted", "completed"]), f"{i} Lê Lợi",
                     created, rng.choice(["Anonymous", "Trần Thị Hoa"])])
    return rows


def test_messy(root):
    workspace = fresh(root)
    rows = messy_rows()
    path = write_csv(os.path.join(root, "messy.csv"), rows)
    first = workspace.json("import", path)
    check(first["read"] == len(rows) - 1, first)
    check(first["read"] == first["cases"] + first["joined"] + first["set_aside"], first)
    check(min(first["cases"], first["joined"], first["set_aside"]) > 0, first)
    again = workspace.json("import", path)
    check(again == counts(first["read"], 0, unchanged=first["read"]), again)
    check(len(workspace.json("list")) == first["cases"], "cases listed")


def test_search(root):
    workspace = fresh(root)
    texts = ["Đường ngập nước", "duong ngap nuoc", "Dương liễu đổ", "Hoà giải ở khu phố",
             "Hòa giải không thành", "Bảo hiểm y tế", "bao hiem y te"]
    path = write_csv(os.path.join(root, "words.csv"), [["Nội dung"], *([text] for text in texts)])
    workspace.json("import", path)

    def found(query):
        titles = {case["title"] for case in workspace.json("list", "--query", query)}
        return {unicodedata.normalize("NFC", title) for title in titles}

    check(found("đường") == {texts[0], texts[1]}, found("đường"))
    check(found("duong") == {texts[0], texts[1], texts[2]}, found("duong"))
    check(found("hoà") == found("hòa") == {texts[3], texts[4]}, found("hoà"))
    check(found("bao hiem") == {texts[5], texts[6]} >= found("bảo hiểm"), found("bảo hiểm"))
    check(found("trạng-thái:received đường") == found("đường"), "an operator")
    check(found("giải -thành") == {texts[3]}, "minus")


def snapshot(workspace):
    return [workspace.run("list", "--json", "--query", query)
            for query in ("", "bảo hiểm", "duong", "trạng-thái:answered")]


def test_rebuild(root):
    """Views deleted, damaged or made anew answer byte for byte the same."""
    workspace = fresh(root)
    workspace.json("import", QA, "--map", MAP)
    before = snapshot(workspace)
    views = os.path.join(workspace.path, "views.db")
    check(workspace.json("rebuild")["ok"], "rebuild")
    check(snapshot(workspace) == before, "other answers after rebuild")
    os.remove(views)
    check(snapshot(workspace) == before, "other answers after the views were deleted")
    with open(views, "r+b") as out:
        out.seek(8192)
        out.write(b"\0" * 4096)
    check(snapshot(workspace) == before, "other answers after the views were damaged")
    check(workspace.json("verify") == {"ok": True, "entries": workspace.json("verify")["entries"],
                                       "problems": []}, "verify")


def test_flipped_bits(root):
    """A bit of the record flipped: said, never a crash, never silence."""
    workspace = fresh(root)
    workspace.json("import", QA, "--map", MAP)
    ledger = os.path.join(workspace.path, "ledger.db")
    with open(ledger, "rb") as source:
        whole = source.read()
    rng = random.Random(26740)
    for _ in range(12):
        place, bit = rng.randrange(len(whole)), rng.randrange(8)
        broken = bytearray(whole)
        broken[place] ^= 1 << bit
        with open(ledger, "wb") as out:
            out.write(broken)
        done = subprocess.run([CTL, "--workspace", workspace.path, "--key-file", workspace.key,
                               "verify", "--json"], capture_output=True, text=True, timeout=120,
                              check=False)
        check(done.returncode == 1, f"bit {bit} of byte {place}: ended with {done.returncode}")
        check(done.stderr.count("\n") == 1, done.stderr)
    with open(ledger, "wb") as out:
        out.write(whole)
    check(workspace.json("verify")["ok"], "the whole record does not verify any more")


def test_backup(root):
    workspace = fresh(root)
    workspace.json("import", QA, "--map", MAP)
    backup = os.path.join(root, "backup.tar")
    workspace.json("backup", backup)
    workspace.run("restore", backup, end=1)
    other = Workspace(root, "brought-back")
    other.json("restore", backup)
    check(snapshot(other) == snapshot(workspace), "the backup answers otherwise")
    check(other.json("verify")["ok"], "the backup does not verify")
    with open(backup, "rb") as source:
        check("bảo hiểm".encode() not in source.read().lower(), "plain text in the backup")


def test_erase(root):
    workspace = fresh(root)
    path = write_csv(os.path.join(root, "people.csv"),
                     [["Nội dung", "Họ tên", "Điện thoại"],
                      ["Hẻm nhà tôi ngập", "Trần Thị Hoa", "0900000012"],
                      ["Rác chưa thu", "Ngô Văn Bình", "0900000013"]])
    workspace.json("import", path)
    check(len(workspace.codes("người:Hoa")) == 1, "before")
    erased = workspace.json("erase", "0900000012")
    check(erased["ok"] and erased["ground"] == "subject_request", erased)
    check(workspace.codes("người:Hoa") == set() and workspace.codes("hẻm ngập") == set(), "after")
    check(len(workspace.codes("người:Bình")) == 1, "somebody else")
    report = workspace.json("verify")
    check(report["ok"], report)
    workspace.run("erase", "0900000012", end=1)
    workspace.run("erase", erased["citizen"], end=1)


def test_receipt(root):
    workspace = fresh(root)
    made = workspace.json("verify")
    workspace.json("import", write_csv(os.path.join(root, "one.csv"), [["Nội dung"], ["Một việc"]]))
    code = workspace.json("list")[0]["code"]
    receipt = workspace.json("receipt", code)
    check(receipt["ok"] and receipt["promised"], receipt)
    text = receipt["receipt"]
    check(len(text.encode()) <= 779 and "Một việc" not in text, text)
    key = Workspace(root, "elsewhere").run  # nothing but the public key: no workspace, no key file
    public = subprocess.run([CTL, "--workspace", os.path.join(root, "second"), "--key-file",
                             os.path.join(root, "second-key"), "--json", "init", "--unit", "26740"],
                            capture_output=True, text=True, check=True).stdout
    other_key = json.loads(public)["public_key"]
    check(made["ok"], made)
    own = workspace.json("receipt", "verify", text)
    check(own["ok"] and own["code"] == code, own)
    key("receipt", "verify", text, "--public-key", other_key, end=1, key=False)
    changed = text[:-1] + ("A" if text[-1] != "A" else "B")
    workspace.run("receipt", "verify", changed, end=1)
    workspace.run("receipt", "verify", "no receipt", end=1)


def test_key_file(root):
    """The key file that a workspace was made with is found again, if it is still there."""
    workspace = fresh(root)
    check(workspace.json("list", key=False) == [], "without naming the key file")
    moved = workspace.key + ".moved"
    os.rename(workspace.key, moved)
    workspace.run("list", end=1, key=False)
    workspace.run("list", end=1)
    workspace.key = moved
    check(workspace.json("list") == [], "where it lies now")


def test_as(root):
    workspace = fresh(root)
    workspace.run("list", "--view", "mine", end=2)
    workspace.run("list", "--as", "Không có ai", end=1)
    name = "Quản trị viên"
    check(workspace.json("list", "--view", "mine", "--as", name) == [], "--as by name")


def test_lunar(root):
    """No workspace is needed; one line a date."""
    nowhere = Workspace(root, "nowhere")
    expected = {"day": 15, "month": 10, "leap": False, "year": 2026, "year_name": "Bính Ngọ"}
    for date in ("2026-11-23", "23/11/2026"):
        check(nowhere.json("lunar", date, key=False) == expected, date)
    check(nowhere.run("lunar", "2026-11-23", key=False) == "ngày 15 tháng Mười năm Bính Ngọ\n",
          "in words")
    out = nowhere.run("lunar", "-", "--json", key=False,
                      given="2025-07-25\n\n 29/01/2025 \n2033-12-22")
    lines = [json.loads(line) for line in out.splitlines()]
    check([(line["day"], line["month"], line["leap"], line["year_name"]) for line in lines]
          == [(1, 6, True, "Ất Tỵ"), (1, 1, False, "Ất Tỵ"), (1, 11, True, "Quý Sửu")], lines)
    for wrong in ("2026-02-29", "1899-12-31", "2200-01-01", "hôm nay"):
        nowhere.run("lunar", wrong, key=False, end=1)
    out = nowhere.run("lunar", "-", key=False, end=1, given="2026-11-23\n31/4/2026\n2026-11-24\n")
    check(out.count("\n") == 1, out)
    check(not os.path.exists(nowhere.path), "a workspace was made")


def whys(answer):
    return "\n".join(step["why"] for step in answer["steps"])


def test_deadline(root):
    """The date, and each skipped day by its name."""
    def ask(*arguments):
        answer = Workspace(root, "nowhere").json("deadline", *arguments, key=False)
        check(set(answer) == {"due", "steps"}, answer)
        for step in answer["steps"]:
            check(set(step) == {"from", "to", "why", "source"}, step)
            check(step["from"] <= step["to"], step)
        check(answer["steps"][-1]["to"] == answer["due"], answer)
        return answer

    feedback = ask("--kind", "feedback", "--from", "2026-02-13T16:59")
    check(feedback["due"] == "2026-02-27T17:00:00+07:00", feedback["due"])
    for day in range(14, 23):
        check(f"{day}/02/2026" in whys(feedback), f"{day}/02 is not named")
    check(whys(feedback).count("nghỉ Tết Âm lịch") == 5, whys(feedback))
    check("Điều 112" in feedback["steps"][3]["source"], feedback["steps"][3])
    check("cần kiểm tra" not in whys(feedback), "a mark")
    again = ask("--kind", "feedback", "--from", "13/02/2026 16:59", "--unit", "26740")
    check(again == feedback, "another way to write it")
    urgent = ask("--kind", "feedback", "--urgent", "--from", "2026-08-22T11:00:00+07:00")
    check(urgent["due"] == "2026-08-22T16:30:00+07:00", urgent)
    check("làm bù" in whys(urgent) and "cần kiểm tra" in whys(urgent), whys(urgent))
    swapped = ask("--kind", "feedback", "--from", "2025-12-31T09:00")
    check("nghỉ hoán đổi (làm bù thứ Bảy 10/01/2026)" in whys(swapped), whys(swapped))
    made_up = ask("--kind", "feedback", "--from", "2026-04-24T09:00")
    check("nghỉ bù Giỗ Tổ Hùng Vương (trùng Chủ nhật 26/04/2026)" in whys(made_up), whys(made_up))
    complaint = [ask("--kind", "complaint", "--from", day)["due"][:10]
                 for day in ("2026-06-26T09:00", "2026-07-01T09:00")]
    check(complaint == ["2026-07-06", "2026-07-10"], complaint)
    settle = ask("--kind", "complaint", "--clock", "answer", "--traits", "remote,complex",
                 "--from", "2026-03-02T10:00")
    check(settle["due"][:10] == "2026-05-04", settle["due"])
    check("Thụ lý lúc 10:00" in whys(settle) and "chuyển sang" in whys(settle), whys(settle))
    breach = ask("--kind", "data_breach", "--from", "2026-02-14T23:30")
    check(breach["due"] == "2026-02-17T23:30:00+07:00", breach["due"])
    later = ask("--kind", "feedback", "--from", "2027-03-01T09:00")
    check("Chưa nhập ngày nghỉ hoán đổi của năm 2027" in whys(later), whys(later))


def test_rules(root):
    """The rules in force, and which cases a file of others would move: nothing changes by that."""
    workspace = fresh(root)
    rules = workspace.json("rules")
    answer = next(rule for rule in rules if rule["code"] == "feedback_answer")
    check(answer["words"] == "Trả lời, giải quyết: 5 ngày làm việc kể từ ngày tiếp nhận", answer)
    check(answer["kinds"] == ["feedback", "recommendation"] and not answer["check"], answer)
    check("Nghị định số 155/2026/NĐ-CP" in workspace.run("rules"), "the source is not printed")
    table = write_csv(os.path.join(root, "cases.csv"),
                      [["noidung", "ngay"]] + [[f"Ngập nước {n}", "2026-11-20"] for n in range(4)])
    workspace.json("import", table, "--map", "content=noidung,received=ngay")
    with open(os.path.join(SOURCE, "data/rules/deadlines.json"), encoding="utf-8") as shipped:
        changed = json.load(shipped)
    for rule in changed["rules"]:
        if rule["code"] == "feedback_acknowledge":
            rule["amount"] = 40
    file = os.path.join(root, "deadlines.json")
    with open(file, "w", encoding="utf-8") as out:
        json.dump(changed, out)
    before = workspace.json("list")
    preview = workspace.json("rules", "--preview", file)
    check([preview[name] for name in ("open", "moved", "later", "earlier")] == [4, 4, 4, 0], preview)
    for case in preview["cases"]:
        check(case["clock"] == "acknowledge" and case["old_due"] < case["new_due"], case)
    check("muộn hơn" in workspace.run("rules", "--preview", file), "how much is not said")
    check(workspace.json("list") == before and workspace.json("rules") == rules, "it changed")
    changed["rules"][0]["amount"] = 0
    with open(file, "w", encoding="utf-8") as out:
        json.dump(changed, out)
    workspace.run("rules", "--preview", file, end=1)
    workspace.run("rules", "--preview", os.path.join(root, "nothing.json"), end=1)


def test_no_deadline(root):
    nowhere = Workspace(root, "nowhere")
    for arguments in (["--kind", "feedback", "--from", "2026-03-02", "--unit", "99999"],
                      ["--kind", "feedback", "--from", "1850-03-02"],
                      ["--kind", "data_breach", "--from", "2020-03-02"],
                      ["--kind", "denunciation", "--channel", "facebook", "--clock", "answer",
                       "--from", "2026-03-02"]):
        nowhere.run("deadline", *arguments, key=False, end=1)


def test_language(root):
    """Vietnamese unless another was chosen."""
    workspace = Workspace(root)
    done = subprocess.run([CTL, "--workspace", workspace.path, "list"], capture_output=True,
                          text=True, check=False)
    check("Không tìm thấy" in done.stderr, done.stderr)
    done = subprocess.run([CTL, "--workspace", workspace.path, "list"], capture_output=True,
                          text=True, check=False, env={**os.environ, "DT_LANGUAGE": "en"})
    check("There is no such thing" in done.stderr, done.stderr)


def address(text, *options):
    """What "address" answers; it needs no workspace."""
    done = subprocess.run([CTL, "--workspace", "/nonexistent", "address", *options, "--json", "--", text],
                          capture_output=True, text=True, timeout=60, check=False)
    check(done.returncode == 0 and done.stderr == "", f"{text}: {done.stderr}")
    check(done.stdout.count("\n") == 1, f"not one line: {done.stdout!r}")
    return json.loads(done.stdout)


def test_address(root):
    """A former address, one without marks, a divided unit, none, and wrong use."""
    for text in ("phường Bến Nghé, quận 1, TP.HCM", "12 Le Loi p ben nghe q1 hcm",
                 unicodedata.normalize("NFD", "P. Bến Nghé, Q.1, TPHCM")):
        found = address(text)["candidates"]
        check(len(found) == 1 and set(found[0]) == {"code", "unit", "province", "confidence"}, found)
        check(found[0]["code"] == "26740" and found[0]["unit"] == "Phường Sài Gòn", found)
        check(found[0]["province"] == "Thành phố Hồ Chí Minh", found)
        check(found[0]["confidence"] >= 0.9, found)
    divided = address("Phường Cống Vị, quận Ba Đình, Hà Nội")
    check({c["code"] for c in divided["candidates"]} == {"00025", "00008"}, divided)
    check(divided["decides"] == "group" and divided["written"] == "former", divided)
    check(all(c["confidence"] < 0.9 for c in divided["candidates"]), divided)
    own = address("Phường Cống Vị, quận Ba Đình, Hà Nội", "--unit", "00008")
    check(own["candidates"][0]["code"] == "00008", own)
    check(address("chúc anh chị một ngày hòa bình")["candidates"] == [], "nonsense")
    check(address("")["candidates"] == [], "an empty text")
    check(address("--unit")["candidates"] == [], "a text that looks like an option")
    Workspace(root).run("address", end=2)
    Workspace(root).run("address", "a", "b", end=2)
    Workspace(root).run("address", "a", "--unit", "99999", end=2)
    text = Workspace(root).run("address", "phường Bến Nghé, quận 1")
    check("26740" in text and "Phường Sài Gòn" in text and "%" in text, text)


def test_address_lines(root):
    """All former units through standard input, a line each, in order; and a dialogue."""
    rows = []
    above = ["", "", ""]
    with open(os.path.join(SOURCE, "data/units/changes-2025.csv"), encoding="utf-8") as source:
        for row in csv.reader(source):
            above = [new or old for new, old in zip(row[:3], above)]
            rows.append((row[4], above[1], above[0], row[5].split()))
    rows = [row for row in rows[1:] if row[1] != "-"]
    lines = [", ".join(part for part in row[:3] if part) for row in rows]
    done = subprocess.run([CTL, "address", "-", "--json"], input="\r\n".join(lines),
                          capture_output=True, text=True, timeout=300, check=False)
    check(done.returncode == 0 and done.stderr == "", done.stderr)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    check(len(answers) == len(rows), f"{len(answers)} answers to {len(rows)} lines")
    right = sum(answer["candidates"][0]["code"] in row[3] for row, answer in zip(rows, answers))
    check(right >= 0.995 * len(rows), f"{right} of {len(rows)} right")
    every = sum(set(row[3]) <= {c["code"] for c in answer["candidates"]}
                for row, answer in zip(rows, answers))
    check(every >= 0.995 * len(rows), f"{every} of {len(rows)} complete")
    with subprocess.Popen([CTL, "address", "-", "--json"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as talk:
        for text, code in (("P12 Q10 HCM", "27163"), ("phường Bến Nghé, quận 1", "26740")):
            talk.stdin.write(text + "\n")
            talk.stdin.flush()
            check(json.loads(talk.stdout.readline())["candidates"][0]["code"] == code, text)
        talk.stdin.close()
        check(talk.wait(60) == 0, "the dialogue did not end well")
    empty = subprocess.run([CTL, "address", "-", "--json"], input="", capture_output=True, text=True,
                           timeout=60, check=False)
    check(empty.returncode == 0 and empty.stdout == "", "no line, no answer")


def main():
    tests = [(name, function) for name, function in sorted(globals().items())
             if name.startswith("test_")]
    failed = 0
    print(f"1..{len(tests)}")
    for number, (name, function) in enumerate(tests, 1):
        root = tempfile.mkdtemp(prefix="dt-ctl-")
        try:
            function(root)
            print(f"ok {number} {name}")
        except Exception as error:  # also what the test itself did not foresee
            failed += 1
            print(f"not ok {number} {name}")
            print(f"# {type(error).__name__}: {error}".replace("\n", "\n# "))
        finally:
            shutil.rmtree(root, ignore_errors=True)
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
