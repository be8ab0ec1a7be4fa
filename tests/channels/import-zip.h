/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds small XLSX files in memory out of their parts. */
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <glib.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  gsize size; /* 0: up to the NUL */
} ZipPart;

static inline GBytes *
zip_parts (const ZipPart *parts, guint n)
{
  struct archive *archive = archive_write_new ();
  gsize room = 64 * 1024;
  gsize used = 0;
  char *buffer;

  for (guint i = 0; i < n; i++)
    room += 1024 + (parts[i].size > 0 ? parts[i].size : strlen (parts[i].text));
  buffer = g_malloc (room);
  archive_write_set_format_zip (archive);
  archive_write_set_options (archive, "zip:compression=store");
  g_assert_cmpint (archive_write_open_memory (archive, buffer, room, &used), ==, ARCHIVE_OK);
  for (guint i = 0; i < n; i++)
    {
      struct archive_entry *entry = archive_entry_new ();
      gsize size = parts[i].size > 0 ? parts[i].size : strlen (parts[i].text);

      archive_entry_set_pathname (entry, parts[i].name);
      archive_entry_set_size (entry, (la_int64_t) size);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      archive_write_data (archive, parts[i].text, size);
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);
  return g_bytes_new_take (buffer, used);
}

static const char zip_workbook[]
    = "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
      "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>"
      "<sheet name='A' sheetId='1' r:id='r1'/></sheets></workbook>";
static const char zip_relations[]
    = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='r1' Target='worksheets/sheet1.xml'/></Relationships>";
static const char zip_styles[]
    = "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='[$-42A]dd/mm/yyyy;@'/>"
      "<numFmt numFmtId='171' formatCode='0.00\" đồng\"'/></numFmts>"
      "<cellXfs><xf numFmtId='0'/><xf numFmtId='170'/><xf numFmtId='171'/><xf numFmtId='22'/>"
      "</cellXfs></styleSheet>";
static const char zip_strings[]
    = "<sst><si><t>ID</t></si><si><t>Nội dung</t></si><si><r><t>Ngập </t></r><r><t>nước</t></r>"
      "<rPh sb='0' eb='1'><t>phonetic</t></rPh></si></sst>";
static const char zip_sheet[]
    = "<worksheet><sheetData>"
      "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
      "<c r='C1' t='inlineStr'><is><t>Ngày nhận</t></is></c></row>"
      "<row r='2'><c r='A2'><v>8.4912345678E10</v></c><c r='B2' t='s'><v>2</v></c>"
      "<c r='C2' s='1'><v>46349</v></c></row>"
      "<row r='4'><c r='A4' s='2'><v>1.5</v></c><c r='B4' t='str'><f>x</f><v>Đèn &amp; rác</v></c>"
      "<c r='C4' s='3'><v>46349.5875</v></c></row>"
      "<row><c><v>3</v></c><c t='e'><v>#REF!</v></c><c r='E5' t='b'><v>1</v></c></row>"
      "</sheetData></worksheet>";
