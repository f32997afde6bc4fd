#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Opens a report's page in headless Chromium, by its debugging pipe, and looks at it as a reader would.

usage: page.py CHROMIUM PAGE ARTIFACTS PROFILE: prints "ok WHAT" or "not ok WHAT: WHY" a line."""
import base64
import json
import os
import subprocess
import sys
import time

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-pipe"]
# Text and what lies under it, for those that are shown: WCAG's contrast, and who falls short of 4.5.
CONTRAST = """(() => {
  const rgb = c => { const m = c.match(/[\\d.]+/g).map(Number); const s = c.startsWith("color(");
    return [m[0] * (s ? 255 : 1), m[1] * (s ? 255 : 1), m[2] * (s ? 255 : 1), m.length > 3 ? m[3] : 1]; };
  const lum = c => { const l = c.slice(0, 3).map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * l[0] + .7152 * l[1] + .0722 * l[2]; };
  const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const under = e => { let stack = []; for (; e; e = e.parentElement) stack.push(rgb(getComputedStyle(e).backgroundColor));
    return stack.reverse().reduce((b, a) => over(a, b), [255, 255, 255, 1]); };
  const low = new Map();
  for (const e of document.querySelectorAll("body *")) {
    if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType == 3 && n.data.trim())) continue;
    const a = lum(over(rgb(getComputedStyle(e).color), under(e))), b = lum(under(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) low.set(e.tagName + "." + e.className, ratio.toFixed(2));
  }
  return [...low].map(x => x.join(" ")).join("; ");
})()"""


class Browser:
    """A tab, spoken to in the devtools' protocol over two pipes."""

    def __init__(self, program, profile):
        there, self.write_end = os.pipe()
        self.read_end, back = os.pipe()

        def pipes():
            # The browser reads from 3 and writes to 4.
            low, high = os.dup(there), os.dup(back)
            os.dup2(low, 3)
            os.dup2(high, 4)
        with open(os.path.join(profile, "stderr"), "wb") as err:
            self.process = subprocess.Popen([program, *FLAGS, "--user-data-dir=" + profile, "about:blank"],
                                            close_fds=False, preexec_fn=pipes, stdout=err, stderr=err)
        os.close(there)
        os.close(back)
        self.rest, self.nr, self.events, self.session = b"", 0, [], None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def message(self):
        while b"\0" not in self.rest:
            more = os.read(self.read_end, 1 << 20)
            if not more:
                raise RuntimeError("the browser has ended")
            self.rest += more
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **params):
        self.nr += 1
        message = {"id": self.nr, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        while True:
            got = self.message()
            if got.get("id") != self.nr:
                self.events.append(got)
            elif "error" in got:
                raise RuntimeError(f"{method}: {got['error']}")
            else:
                return got["result"]

    def ask(self, expression):
        got = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in got:
            raise RuntimeError(f"{expression}: {got['exceptionDetails']}")
        return got["result"].get("value")

    def open(self, url):
        self.call("Page.navigate", url=url)
        for _ in range(100):
            if self.ask("document.readyState") == "complete" and self.ask("location.href").startswith(url):
                return
            time.sleep(0.05)
        raise RuntimeError("the page does not finish loading")

    def key(self, key, text="", code=0):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, text=text if kind == "keyDown" else "",
                      windowsVirtualKeyCode=code)

    def window(self, width, height, scheme):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme},
                                                          {"name": "prefers-reduced-motion", "value": "reduce"}])

    def shot(self, path):
        height = min(self.ask("document.documentElement.scrollHeight"), 12000)
        width = self.ask("innerWidth")
        got = self.call("Page.captureScreenshot", captureBeyondViewport=True,
                        clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1})
        with open(path, "wb") as out:
            out.write(base64.b64decode(got["data"]))

    def complaints(self):
        said = []
        for e in self.events:
            params = e.get("params", {})
            if e.get("method") == "Runtime.exceptionThrown":
                said.append(params["exceptionDetails"]["text"])
            elif e.get("method") == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
                said.append(params["entry"]["text"])
            elif e.get("method") == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
                said.append(str(params["args"]))
        return said

    def requests(self):
        return [e["params"]["request"]["url"] for e in self.events if e.get("method") == "Network.requestWillBeSent"]


def check(good, what, why=""):
    print(("ok " if good else "not ok ") + what + ("" if good else f": {why}"), flush=True)


def look(b, url, artifacts):
    b.window(1400, 900, "light")
    b.open(url)
    check(not b.complaints(), "no console errors", b.complaints())
    asked = [u for u in b.requests() if u != url and not u.startswith(("data:", "about:"))]
    check(not asked, "nothing is fetched", asked)
    check(b.ask("document.querySelectorAll('#matrix tbody tr:not(.because)').length") == b.ask("document.querySelectorAll('section.branch').length"),
          "a row and a section a branch")
    check(b.ask("document.querySelectorAll('img, iframe, object, embed, script[src], link[rel=stylesheet]').length") == 0,
          "what a log says makes no element")
    check(b.ask("[...document.querySelectorAll('*')].every(e => [...e.attributes].every(a => !/^on/i.test(a.name) && a.name != 'style'))"),
          "no script and no style in attributes")
    check(b.ask("[...document.querySelectorAll('a[href^=\"#\"]')].every(a => document.getElementById(a.getAttribute('href').slice(1)))"),
          "every link within leads somewhere")
    check(b.ask("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size == document.querySelectorAll('[id]').length"),
          "no id twice")
    check(b.ask("document.querySelectorAll('.run button').length == document.querySelectorAll('.run').length"),
          "a copy button a command")

    # The keyboard: skip link, /, filter, links, what is folded.
    b.key("Tab", code=9)
    check(b.ask("document.activeElement.className") == "skiplink", "Tab goes to the skip link first", b.ask("document.activeElement.outerHTML"))
    b.key("/", "/", 191)
    check(b.ask("document.activeElement.id") == "filter", "/ goes to the filter")
    b.call("Input.insertText", text="proved")
    shown = "[...document.querySelectorAll('#matrix tbody tr:not(.because)')].filter(e => e.checkVisibility()).map(e => e.querySelector('.badge').textContent).join()"
    check(b.ask(shown).replace("proved", "").strip(",") == "", "the filter finds a verdict", b.ask(shown))
    check("unproved" not in b.ask(shown), "and no other that ends like it", b.ask(shown))
    check(b.ask("[...document.querySelectorAll('section.branch')].filter(e => e.checkVisibility()).length") == len(b.ask(shown).split(",")),
          "sections go with their rows")
    check(b.ask("[...document.querySelectorAll('#matrix .because')].filter(e => e.checkVisibility()).length") == 0, "nor is why others are not")
    check(" of " in b.ask("document.getElementById('told').textContent"), "and how many is told")
    b.key("Escape", code=27)
    check(b.ask("document.querySelectorAll('.hidden').length") == 0, "Escape shows all again")
    name = b.ask("document.querySelector('#matrix tbody th').textContent")
    b.call("Input.insertText", text=name)
    check(b.ask("[...document.querySelectorAll('section.branch')].filter(e => e.checkVisibility()).length") == 1, "the filter finds a branch")
    b.key("Escape", code=27)
    seen = set()
    b.ask("document.querySelector('.skiplink').focus()")
    for _ in range(400):
        b.key("Tab", code=9)
        seen.add(b.ask("document.activeElement.dataset.seen = 1, document.activeElement.tagName"))
        if b.ask("document.activeElement === document.body"):
            break
    left = b.ask("[...document.querySelectorAll('a[href]:not(.skiplink), button, summary, pre[tabindex]')].filter(e => e.checkVisibility() && !e.dataset.seen)"
                 ".map(e => e.outerHTML.slice(0, 60)).join(' | ')")
    check({"A", "SUMMARY", "BUTTON"} <= seen and not left, "Tab reaches all that can be used", left)
    b.ask("document.querySelector('summary').focus()")
    b.key("Enter", "\r", 13)
    check(b.ask("document.querySelector('details').open"), "Enter unfolds")
    cell = "[...document.querySelectorAll('#matrix .stage a')].pop()"
    b.ask(cell + ".focus()")
    b.key("Enter", "\r", 13)
    time.sleep(0.2)
    check(b.ask(f"document.getElementById(decodeURIComponent({cell}.hash.slice(1))).closest('details').open"), "a cell's link unfolds what it leads to")

    # Each width and scheme; once folded, once with all that stands behind the first branch.
    for scheme in ("light", "dark"):
        for width in (400, 1400):
            b.window(width, 900, scheme)
            b.open("about:blank")
            b.open(url)
            name = f"{width} px, {scheme}"
            # A phone's window grows with what sticks out of it: the width that was asked for counts.
            check(b.ask(f"document.documentElement.scrollWidth <= {width}"), f"{name}: nothing sticks out",
                  b.ask(f"[...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > {width + 1}"
                        " && !e.closest('pre, .run code, .skiplink')).slice(0, 4).map(e => e.outerHTML.slice(0, 80)).join(' | ')"))
            b.shot(os.path.join(artifacts, f"report-{width}-{scheme}.png"))
            b.ask("document.querySelectorAll('section.branch:first-of-type details').forEach(d => d.open = true)")
            check(b.ask(f"document.documentElement.scrollWidth <= {width}"), f"{name}: nor unfolded",
                  b.ask("document.documentElement.scrollWidth"))
            low = b.ask(CONTRAST)
            check(not low, f"{name}: all text can be read", low)
            b.shot(os.path.join(artifacts, f"report-{width}-{scheme}-open.png"))
    # Between a telephone and a desk, and on paper (A4 within its margins).
    out = "document.documentElement.scrollWidth"
    for width in (740, 768, 900, 970, 1100):
        b.window(width, 900, "light")
        check(b.ask(f"{out} <= {width}"), f"{width} px: nothing sticks out", b.ask(out))
    b.window(718, 900, "light")
    b.call("Emulation.setEmulatedMedia", media="print")
    check(b.ask(f"{out} <= 718"), "nor on paper", b.ask(out))
    check(b.ask("getComputedStyle(document.querySelector('#matrix thead')).position") == "static", "where the table is one")
    check(not b.complaints(), "no console errors after all that", b.complaints())


def main():
    program, page, artifacts, profile = sys.argv[1:]
    b = Browser(program, profile)
    try:
        look(b, "file://" + os.path.abspath(page), artifacts)
    finally:
        b.process.kill()
        b.process.wait()


if __name__ == "__main__":
    main()
