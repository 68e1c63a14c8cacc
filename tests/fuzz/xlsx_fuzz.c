/* xlsx_fuzz.c - libFuzzer: any bytes as an xlsx file, or as the sheet, the shared strings or the styles of a whole one.
 */
#include "sheet/sheet.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
    const char *name, *text;
} PARTS[] = {
    {"xl/worksheets/sheet1.xml",
     "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"0\">"
     "<v>43965.5</v></c></row></sheetData></worksheet>"},
    {"xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>"},
    {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
    {"_rels/.rels",
     "<Relationships><Relationship Type=\"/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
    {"xl/workbook.xml", "<workbook><sheets><sheet id=\"r1\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships><Relationship Id=\"r1\" Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
     "<Relationship Id=\"r2\" Type=\"/sharedStrings\" Target=\"sharedStrings.xml\"/>"
     "<Relationship Id=\"r3\" Type=\"/styles\" Target=\"styles.xml\"/></Relationships>"},
};

/* The package with one of its parts replaced by the input. */
static void save_package(const char *path, size_t replaced, const uint8_t *data, size_t size)
{
    int rc = 0;
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &rc);
    if (!z) abort();
    for (size_t i = 0; i < COUNT(PARTS); i++) {
        const void *bytes = i == replaced ? (const void *)data : (const void *)PARTS[i].text;
        zip_source_t *s = zip_source_buffer(z, bytes, i == replaced ? size : strlen(PARTS[i].text), 0);
        zip_int64_t at = zip_file_add(z, PARTS[i].name, s, 0);
        if (at < 0 || zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0)) abort();
    }
    if (zip_close(z)) abort();
}

static void save_raw(const char *path, const uint8_t *data, size_t size)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(data, 1, size, f) != size) abort();
    (void)fclose(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/nq-fuzz-XXXXXX";
    if (size == 0) return 0;
    int fd = mkstemp(path);
    if (fd < 0) abort();
    (void)close(fd);
    size_t part = data[0] % (COUNT(PARTS) + 1);
    if (part == COUNT(PARTS))
        save_raw(path, data + 1, size - 1);
    else
        save_package(path, part, data + 1, size - 1);
    struct arena *a = arena_new();
    struct err e = {.arena = a};
    struct sheet *s = sheet_open(a, &e, str_of(path));
    struct sheet_row row;
    int64_t last = 0;
    for (bool end = false; s && sheet_next(s, &e, &row, &end) && !end;) {
        if (row.number <= last || row.count > SHEET_COLUMNS_MAX) abort();
        last = row.number;
        for (size_t i = 0; i < row.count; i++)
            if (!utf8_valid(row.cells[i].text)) abort();
    }
    if (!s && e.code == ERR_NONE) abort();
    arena_free(a);
    (void)remove(path);
    return 0;
}
