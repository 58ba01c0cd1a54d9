#!/usr/bin/python3
"""A click on a line goes exactly there: to be heard at the sound server, to be seen in the picture."""
import time

from case import Grab, Recording, case, main, near, note, open_episode, same, transcript, video, wait
import telling

N_CLICKS = 20
MARGIN = 0.05   # seconds


@case
def sound_starts_at_line():
    """Clicks on 20 lines spread over the text are heard within 50 ms of the line's start, and light it."""
    # Far apart and in both directions; with both ends, both sides of the hole and lines of two rows.
    lines = [(i * 37 + 20) % 98 for i in range(N_CLICKS - 3)] + [0, 97, 21]
    with open_episode() as app:
        app.play()
        with Recording(rate=telling.RATE) as recording:
            for line in lines:
                place = app.locate(line)
                since = app.mark()
                app.click_at(*place)
                seek = app.wait_for('seek', since)
                near(seek['target_ns'] / 1e9, telling.start_of(line), 0.0005, 'target of a click on line %d' % line)
                app.keys('Escape')      # the find bar's marks go
                wait(lambda: app.lit_text() == telling.text_of(line), 5, 'line %d to be lit' % line)
                # Long enough to be heard.
                wait(lambda: app.position() > telling.start_of(line) + 0.4, 5, 'playing on')
            app.pause()
    # Before the first click and between, what was played before is heard going on.
    stretches = telling.listen(recording.samples)
    landings = []
    for line in lines:
        start = telling.start_of(line)
        found = [position for _, position, length in stretches if abs(position - start) < 0.5]
        if not found:
            raise AssertionError('line %d at %.3f was not heard; stretches: %s' % (line, start, stretches))
        landings.append(min((position - start for position in found), key=abs))
    note('heard after the line\'s start, ms: ' + ' '.join('%+.1f' % (landing * 1000) for landing in landings))
    worst = max(landings, key=abs)
    near(worst, 0, MARGIN, 'what is heard first')


def check_picture(path):
    lines = [5, 19, 2, 14, 9, 17, 0, 11]
    with open_episode(path, transcript(), settings={'click-plays': 'false'}) as app:
        away = []
        for line in lines:
            place = app.locate(line)
            since = app.mark()
            app.click_at(*place)
            app.wait_for('seek', since)
            app.wait_line(line)
            number = wait(steady_frame, 5, 'a picture that stands still')
            # The frame is on show from its number's time to the next one's.
            away.append(telling.start_of(line) - (number + 0.5) / telling.FRAME_RATE)
            app.keys('Escape')
        note('line\'s start after the middle of the frame shown, ms: ' +
             ' '.join('%+.0f' % (value * 1000) for value in away))
        near(max(away, key=abs), 0, MARGIN, 'picture')


@case
def picture_is_of_line():
    """In a WebM video the picture after a click is the one at the line's start."""
    check_picture(video())


@case
def h264_picture_is_of_line():
    """In an MP4 video, with frames out of order, the picture after a click is the one at the line's start."""
    check_picture(video('picture.mp4'))


def steady_frame():
    first = telling.read_frame(Grab())
    time.sleep(0.1)
    return first if first is not None and telling.read_frame(Grab()) == first else None


main()
