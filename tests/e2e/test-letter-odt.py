# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters as OpenDocument texts, opened by LibreOffice and measured in the PDF it makes of them: the
same blocks in the same places as the program's own print. For build-aux/test --full.

usage: test-letter-odt.py TEST-LETTER-DOCUMENT"""
import os
import re
import subprocess
import sys
import tempfile

MM = 72 / 25.4
# A word's box in the files of LibreOffice, as a share of the font's size.
BOX_SHARE = 1.3
WHOLE_WIDTH = 210
LEFT, RIGHT, TOP, BOTTOM = (30, 35), (15, 20), (20, 25), (20, 25)
# line, sizes that are allowed
SHORT = [
    ("ỦY BAN NHÂN DÂN", 12, 13), ("PHƯỜNG SÀI GÒN", 12, 13),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13), ("Độc lập - Tự do - Hạnh phúc", 13, 14),
    ("Số: 05/UBND-VP", 13, 13), ("V/v trả lời phản ánh", 12, 13),
    ("Phường Sài Gòn, ngày 05 tháng 3 năm 2026", 13, 14), ("Kính gửi: Bà Trần Thị Hoa", 13, 14),
    ("Ủy ban nhân dân phường Sài Gòn nhận được", 13, 14), ("Nơi nhận:", 12, 12),
    ("- Lưu: VT, VP.", 11, 11), ("TM. ỦY BAN NHÂN DÂN", 13, 14), ("KT. CHỦ TỊCH", 13, 14),
    ("PHÓ CHỦ TỊCH", 13, 14), ("Võ Thị Thu Hà", 13, 14),
]


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=240, **options).stdout


def read_lines(pdf, page):
    boxes = run("pdftotext", "-bbox-layout", "-f", str(page), "-l", str(page), pdf, "-")
    lines = []
    for sides, words in re.findall(r"<line ([^>]*)>(.*?)</line>", boxes, re.S):
        left, top, right, bottom = (float(n) for n in re.findall(r'"([\d.]+)"', sides))
        text = " ".join(re.findall(r">([^<]*)</word>", words))
        lines.append((text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"),
                      left, top, right, bottom))
    return lines


def pack(text):
    """Without blanks: where Times New Roman is not installed, LibreOffice takes letters out of two
    fonts, and pdftotext parts the words there."""
    return text.replace(" ", "")


def find(lines, begin):
    for line in lines:
        if pack(line[0]).startswith(pack(begin)):
            return line
    raise AssertionError(f"no line begins with “{begin}”: {[line[0] for line in lines]}")


def check_within(what, value, limits, spare=0.6):
    assert limits[0] - spare <= value <= limits[1] + spare, f"{what}: {value:.2f} mm"


def check_margins(lines, page):
    text = [line for line in lines if line[0] != str(page)]
    check_within("left", min(line[1] for line in text) / MM, LEFT)
    check_within("right", WHOLE_WIDTH - max(line[3] for line in text) / MM, RIGHT)
    check_within("top", min(line[2] for line in text) / MM, (TOP[0], TOP[1] + 2))
    assert max(line[4] for line in text) / MM <= 297 - BOTTOM[0] + 0.6


def check_short(pdf):
    lines = read_lines(pdf, 1)
    for begin, least, most in SHORT:
        line = find(lines, begin)
        size = (line[4] - line[2]) / BOX_SHARE
        assert least - 0.1 <= size <= most + 0.1, f"{line[0]}: {size:.2f} points"
    check_margins(lines, 1)
    middle = {begin: (find(lines, begin)[1] + find(lines, begin)[3]) / 2 for begin, *_ in SHORT}
    for above, below in (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
                         ("ỦY BAN NHÂN DÂN", "PHƯỜNG SÀI GÒN"), ("ỦY BAN NHÂN DÂN", "Số: 05/UBND-VP"),
                         ("TM. ỦY BAN NHÂN DÂN", "Võ Thị Thu Hà")):
        assert abs(middle[above] - middle[below]) < 1.5, f"{below} is not below the middle of {above}"
    first = find(lines, "Ủy ban nhân dân phường Sài Gòn nhận được")
    check_within("first line", first[1] / MM - 30, (10, 12.7), 0.3)


def check_long(pdf):
    pages = int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", pdf)).group(1))
    assert pages == 5, f"{pages} pages"
    for page in range(1, pages + 1):
        lines = read_lines(pdf, page)
        numbers = [line for line in lines if line[0] == str(page)]
        assert len(numbers) == (1 if page > 1 else 0), f"page {page} has {len(numbers)} numbers"
        if numbers:
            assert numbers[0][4] <= TOP[0] * MM, "the number is not in the margin"
            assert abs((numbers[0][1] + numbers[0][3]) / 2 - 112.5 * MM) < 1.5
        check_margins(lines, page)
    find(lines, "- Chủ tịch UBND phường (để báo cáo);")
    find(lines, "TM. ỦY BAN NHÂN DÂN")


def main():
    with tempfile.TemporaryDirectory(prefix="dt-odt-") as folder:
        run(sys.argv[1], env={**os.environ, "DT_TEST_OUTPUT": folder})
        print("1..2", flush=True)
        failed = False
        for number, (name, check) in enumerate((("letter-short", check_short), ("letter-long", check_long)), 1):
            try:
                run("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
                    "--convert-to", "pdf", "--outdir", folder, os.path.join(folder, name + ".odt"),
                    env={**os.environ, "HOME": folder})
                check(os.path.join(folder, name + ".pdf"))
                print(f"ok {number} {name}", flush=True)
            except (AssertionError, subprocess.SubprocessError, OSError) as problem:
                failed = True
                print(f"not ok {number} {name}\n# {problem}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
