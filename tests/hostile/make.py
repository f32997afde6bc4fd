#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
# Inputs that are small and made to be large: make.py NAME >FILE
import gzip, io, lzma, sys, tarfile, zlib

out = sys.stdout.buffer
HEAD = b"From: A <a@example.org>\nDate: Tue, 21 Feb 2017 13:40:20 +1100\nSubject: [PATCH] x\n\n"


def base85(data):
    chars = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
    text = bytearray()
    for i in range(0, len(data), 4):
        n = int.from_bytes(data[i:i + 4].ljust(4, b"\0"), "big")
        five = bytearray()
        for _ in range(5):
            n, digit = divmod(n, 85)
            five.append(chars[digit])
        text += five[::-1]
    return bytes(text)


def literal(size):
    packed = zlib.compress(b"\0" * size, 9)
    lines = []
    for i in range(0, len(packed), 52):
        part = packed[i:i + 52]
        mark = chr(len(part) + (64 if len(part) <= 26 else 70)).encode()
        lines.append(mark + base85(part))
    return b"literal %d\n" % size + b"\n".join(lines) + b"\n\n"


def binary_literals():
    one = literal(250 << 20)
    text = HEAD
    for i in range(20):
        text += b"diff --git a/b%d b/b%d\nnew file mode 100644\nindex 0000000..1111111\nGIT binary patch\n" % (i, i)
        text += one + b"literal 0\nHcmV?d00001\n\n"
    return lzma.compress(text)


def many_hunks(nr=30000):
    text = bytearray(HEAD + b"--- a/init/main.c\n+++ b/init/main.c\n")
    for i in range(nr):
        at = 10 * i + 1
        text += b"@@ -%d,3 +%d,3 @@\n a%d\n-b%d\n+c%d\n d%d\n" % (at, at, i, i, i, i)
    return bytes(text)


def one_hunk_many_lines():
    text = HEAD + b"--- /dev/null\n+++ b/many.c\n@@ -0,0 +1,1000000 @@\n"
    return text + b"+x\n" * 1000000


def many_files():
    text = bytearray(HEAD)
    for i in range(60000):
        text += b"--- /dev/null\n+++ b/d%d/f%d\n@@ -0,0 +1 @@\n+x\n" % (i % 300, i)
    return bytes(text)


def long_line():
    return HEAD + b"--- /dev/null\n+++ b/long.c\n@@ -0,0 +1 @@\n+" + b"x" * (50 << 20) + b"\n"


def header_only():
    return b"Subject: " + b"=?UTF-8?q?x?= " * 2000000 + b"\n\n"


def trailers():
    return HEAD + b"Signed-off-by: A <a@example.org>\n" * 300000 + b"---\n--- a/init/main.c\n+++ b/init/main.c\n@@ -1,3 +1,3 @@\n int main;\n-int fixed;\n+int fixed = 1;\n int end;\n"


def header(name, size=0):
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.USTAR_FORMAT)


def tar_bomb():
    # 5 GiB of zeros as one member, of which this is the beginning
    raw = io.BytesIO()
    with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=1, mtime=0) as z:
        z.write(header("linux/big", 5 << 30))
        block = b"\0" * (1 << 20)
        for _ in range(256):
            z.write(block)
    return raw.getvalue()


def tar_files():
    head = bytearray(header("linux/000/000"))
    sum_of_zeros = int(head[148:154], 8)
    raw = io.BytesIO()
    with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=1, mtime=0) as z:
        for folder in range(251):
            for i in range(1000):
                name = b"%03d/%03d" % (folder, i)
                head[6:13] = name
                head[148:154] = b"%06o" % (sum_of_zeros + sum(name) - sum(b"000/000"))
                z.write(head)
    return raw.getvalue()


def json_deep():
    return b"[" * 5000000


def json_wide():
    return b'{"branch":"v1","stage":"tree","outcome":"PASS","reason":"","key":"","started":"","seconds":1,"x":[' \
        + b"1," * 20000000 + b"1]}"


def conf():
    return b"[fix \"f\"]\n" + b"\tpatch = f.patch\n" * 500000


def series():
    return b"f.patch\n" * 1000000


def pointers():
    # 40 tables, each of 500 pointers to the others: what each refers to is told by its content
    text = b"struct t { struct t *p[500]; int n; };\n"
    text += b"".join(b"static struct t t%d __attribute__((section(\".data.rel.ro\")));\n" % i for i in range(40))
    for i in range(40):
        text += b"static struct t t%d = { { " % i + b", ".join(b"&t%d" % ((i + j) % 40) for j in range(500)) + b" }, %d + CHANGE };\n" % i
    return text + b"void *f(int i)\n{\n\treturn i ? (void *)&t0.n : t0.p[i];\n}\n"


def file_hunk(at):
    return b"@@ -%d,7 +%d,7 @@ int f(void)\n" % (at, at) + b" \ta();\n" * 3 + b"-\ta();\n+\tb();\n" + b" \ta();\n" * 3


def many_exact_file():
    return b"int f(void)\n{\n" + b"\ta();\n" * 60000 + b"}\n"


def many_exact():
    # 3,000 hunks, each of which stands where it says and fits everywhere
    return HEAD + b"--- a/f\n+++ b/f\n" + b"".join(file_hunk(10 + 9 * i) for i in range(3000))


def common_lines_file():
    return b"}\n\n\treturn ret;\n" * 100000


def common_lines():
    # 3,000 hunks that fit nowhere, of lines that stand everywhere but one
    text = b"@@ -%d,7 +%d,6 @@ int q(void)\n }\n \n \treturn ret;\n-\tnot there %d\n }\n \n \treturn ret;\n"
    return HEAD + b"--- a/f\n+++ b/f\n" + b"".join(text % (100 + 50 * i, 100 + 50 * i, i) for i in range(3000))


out.write(globals()[sys.argv[1]]())
