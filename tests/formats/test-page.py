#!/usr/bin/python3
"""Opens the page that we write in Chromium, plays it, and clicks on a line.

  test-page.py WRITE-TRANSCRIPT

Without Chromium the test is skipped.
"""

import json
import math
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import wave

MEDIA = "an episode #1 & more?.wav"
LENGTH = 20

SEGMENTS = [
    {"speaker": "Anne", "startTime": 0.5, "endTime": 2.0, "body": "One & <b>one</b>", "words": []},
    {"speaker": "Anne", "startTime": 2.0, "endTime": 6.0, "body": "two three four", "words": [
        {"startTime": 2.0, "endTime": 3.0, "body": "two"},
        {"startTime": 3.0, "endTime": 4.5, "body": "three"},
        {"startTime": 4.5, "endTime": 6.0, "body": "four"}]},
    {"startTime": 10.25, "endTime": 12.0, "body": "after a pause", "words": []},
    {"speaker": "Luc", "startTime": 15.125, "endTime": 19.0, "body": "last\nrows", "words": []},
]


def make_files(write, folder):
    source = os.path.join(folder, "source.json")
    with open(source, "w", encoding="utf-8") as file:
        json.dump({"version": "1.0.0", "title": "A </title> title", "segments": SEGMENTS}, file)
    with wave.open(os.path.join(folder, MEDIA), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"".join(struct.pack("<h", int(3000 * math.sin(i / 8)))
                                   for i in range(8000 * LENGTH)))
    page = os.path.join(folder, "page.html")
    subprocess.run([write, source, "html", page, MEDIA], check=True)
    return page


class Browser:
    """Speaks the DevTools protocol over a pipe, so that no port is open to anybody."""

    def __init__(self, program, folder):
        to_us, from_it = os.pipe()
        to_it, from_us = os.pipe()

        def give_pipes():
            # They may lie where the other is wanted.
            first, second = os.dup(to_it), os.dup(from_it)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--mute-audio",
             "--no-first-run", "--autoplay-policy=no-user-gesture-required",
             "--user-data-dir=" + os.path.join(folder, "profile"), "--remote-debugging-pipe"],
            preexec_fn=give_pipes, close_fds=False, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(from_it)
        os.close(to_it)
        self.writer = os.fdopen(from_us, "wb", buffering=0)
        self.reader = os.fdopen(to_us, "rb", buffering=0)
        self.pending = b""
        self.number = 0
        self.session = None
        self.requested = []

    def receive(self):
        while b"\0" not in self.pending:
            data = self.reader.read(65536)
            if not data:
                raise AssertionError("Chromium has ended")
            self.pending += data
        message, self.pending = self.pending.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.writer.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("method") == "Network.requestWillBeSent":
                self.requested.append(answer["params"]["request"]["url"])
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise AssertionError("%s: %s" % (method, answer["error"]))
                return answer["result"]

    def open(self, url):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        self.call("Network.enable")
        self.call("Page.enable")
        self.call("Page.navigate", url=url)
        self.run("document.readyState === 'complete' || new Promise(done =>"
                 " addEventListener('load', done))")

    def run(self, script):
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True,
                           returnByValue=True)
        if "exceptionDetails" in result:
            raise AssertionError("%s: %s" % (script, result["exceptionDetails"]))
        return result["result"].get("value")

    def click(self, selector):
        x, y = self.run("(() => { const e = document.querySelector('%s');"
                        " e.scrollIntoView({ block: 'center' });"
                        " const r = e.getBoundingClientRect();"
                        " return [r.left + r.width / 4, r.top + r.height / 2]; })()" % selector)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


LIT = "[...document.querySelectorAll('.now')].map(e => e.dataset.m)"

# When the media is there, and what is lit then.
REACHED = """
new Promise(done => {
  const media = document.querySelector('audio, video');
  const look = () => {
    if (media.currentTime >= %f && media.currentTime < %f && !media.seeking)
      requestAnimationFrame(() => requestAnimationFrame(() => done(%s)));
    else
      setTimeout(look, 20);
  };
  look();
})"""


def expect(what, wanted):
    if what != wanted:
        raise AssertionError("%r, expected %r" % (what, wanted))


def check_ready(browser):
    expect(browser.run("new Promise(done => { const media = document.querySelector('audio');"
                       " if (media.readyState) done(Math.round(media.duration));"
                       " media.onloadedmetadata = () => done(Math.round(media.duration));"
                       " media.onerror = () => done('error'); })"), LENGTH)
    expect(browser.run("document.title"), "A </title> title")
    expect(browser.run(LIT), [])


def check_follow(browser):
    browser.run("document.querySelector('audio').play()")
    expect(browser.run(REACHED % (0.6, 1.9, LIT)), ["500"])
    expect(browser.run(REACHED % (2.1, 2.9, LIT)), ["2000", "2000"])
    expect(browser.run(REACHED % (3.1, 4.4, LIT)), ["2000", "3000"])


def check_click(browser):
    browser.run("document.querySelector('audio').pause()")
    browser.click('p[data-m="15125"]')
    expect(browser.run(REACHED % (15.1, 15.2, LIT)), ["15125"])
    expect(browser.run("document.querySelector('audio').currentTime"), 15.125)
    browser.click('span[data-m="4500"]')
    expect(browser.run(REACHED % (4.4, 4.6, LIT)), ["2000", "4500"])


def check_dark(browser):
    colours = []
    for scheme in ("light", "dark"):
        browser.call("Emulation.setEmulatedMedia",
                     features=[{"name": "prefers-color-scheme", "value": scheme}])
        colours.append(browser.run(
            "(() => { const p = document.querySelector('p.now');"
            " return [getComputedStyle(p).backgroundColor, getComputedStyle(p).color]; })()"))
    if colours[0][0] == colours[1][0] or colours[0][1] == colours[1][1]:
        raise AssertionError("one and the same in the dark: %s" % colours)


def check_network(browser):
    # The pictures of its own player are data.
    strange = [url for url in browser.requested if not url.startswith(("file:", "data:"))]
    expect(strange, [])
    if not browser.requested:
        raise AssertionError("not even the page was asked for")


def main():
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    tests = [check_ready, check_follow, check_click, check_dark, check_network]
    if program is None:
        print("1..0 # SKIP no Chromium")
        return 0

    n_bad = 0
    print("1..%d" % len(tests))
    with tempfile.TemporaryDirectory() as folder:
        page = make_files(sys.argv[1], folder)
        browser = Browser(program, folder)
        try:
            browser.open("file://" + page)
            for number, check in enumerate(tests, 1):
                try:
                    check(browser)
                    print("ok %d %s" % (number, check.__name__), flush=True)
                except AssertionError as error:
                    n_bad += 1
                    print("not ok %d %s\n# %s" % (number, check.__name__, error), flush=True)
        finally:
            browser.process.terminate()
            browser.process.wait()
    return 1 if n_bad else 0


if __name__ == "__main__":
    sys.exit(main())
