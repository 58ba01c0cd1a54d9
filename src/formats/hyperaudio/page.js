// The line and the word being spoken are marked, and a click on one plays it.
(() => {
  'use strict';

  const media = document.querySelector('audio, video');
  if (!media)
    return;

  const start = element => Number(element.dataset.m) / 1000;
  const end = element => start(element) + Number(element.dataset.d) / 1000;

  // The last of elements, sorted by start, that has begun at time; it may be over.
  const find = (elements, time) => {
    let low = 0, high = elements.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (start(elements[middle]) <= time)
        low = middle + 1;
      else
        high = middle;
    }
    return elements[low - 1];
  };

  const lines = [...document.querySelectorAll('p[data-m]')];
  let line, words = [], word, scrolled = 0;

  const move = (from, to) => {
    from?.classList.remove('now');
    to?.classList.add('now');
    return to;
  };

  const show = () => {
    // What is meant is a millisecond; a player rounds where it is to less.
    const time = media.currentTime + 0.0005;
    const nowLine = find(lines, time);
    if (nowLine !== line) {
      word = move(word);
      line = move(line, nowLine);
      words = line ? [...line.querySelectorAll('span[data-m]:not(.speaker)')] : [];
      if (line && Date.now() - scrolled > 5000)
        line.scrollIntoView({ block: 'nearest' });
    }
    const nowWord = find(words, time);
    if (nowWord !== word)
      word = move(word, nowWord);
    word?.classList.toggle('now', time < end(word));
  };

  const follow = () => {
    show();
    if (!media.paused)
      requestAnimationFrame(follow);
  };

  media.addEventListener('play', follow);
  media.addEventListener('timeupdate', show);
  media.addEventListener('seeking', show);
  for (const event of ['wheel', 'touchmove'])
    addEventListener(event, () => { scrolled = Date.now(); }, { passive: true });

  document.documentElement.classList.add('plays');
  document.addEventListener('click', event => {
    const target = event.target.closest('[data-m]');
    if (target && getSelection().isCollapsed) {
      media.currentTime = start(target);
      scrolled = 0;
    }
  });
})();
