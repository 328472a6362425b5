/* Oceanus' tag. <script async src="https://COLLECTOR/oceanus.js" data-site="SITE"></script>
   Calls before it has arrived: window.oceanus = window.oceanus || function () { (oceanus.q = oceanus.q || []).push(arguments) } */
(() => {
  'use strict';
  const VERSION = '0.1.0';
  const VISITOR = '_oc_vid', VISITOR_SECONDS = 395 * 86400; // 13 months, from the first visit on
  const SESSION = '_oc_ses', SESSION_SECONDS = 1800; // from the last event on
  const BATCH_EVENTS = 50, BATCH_BYTES = 60000; // browsers let a page that is left send 64 KiB
  const QUEUE_EVENTS = 500;
  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

  const script = document.currentScript || document.querySelector('script[data-site][src]');
  const early = window.oceanus;
  if (early && early.version) return; // the tag stands twice in the page
  const site = script && script.dataset.site;
  if (!site) {
    console.warn('oceanus: the script needs data-site');
    return;
  }
  const endpoint = new URL('/v1/events/' + encodeURIComponent(site), script.dataset.collector || script.src).href;

  const uuid = () => { // version 7: time, then chance
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let time = Date.now();
    for (let i = 5; i >= 0; i--) {
      bytes[i] = time % 256;
      time = Math.floor(time / 256);
    }
    bytes[6] = bytes[6] & 15 | 112;
    bytes[8] = bytes[8] & 63 | 128;
    return Array.from(bytes, byte => (byte + 256).toString(16).slice(1)).join('')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };

  // Ids live in a cookie, else in localStorage, else in memory. Touching either of the first two may throw.
  const memory = {};
  const parse = text => {
    const [id, until] = String(text).split('@');
    return UUID.test(id) && until > Date.now() ? id : '';
  };
  const fromCookie = name => {
    try {
      const found = ('; ' + document.cookie).split('; ' + name + '=')[1];
      const id = found && found.split(';')[0];
      return UUID.test(id) ? id : '';
    } catch (e) {
      return '';
    }
  };
  const fromStorage = name => {
    try {
      return parse(localStorage.getItem(name));
    } catch (e) {
      return '';
    }
  };
  const recall = name => fromCookie(name) || fromStorage(name) || parse(memory[name]);
  const keep = (name, id, seconds) => {
    const text = memory[name] = id + '@' + (Date.now() + seconds * 1000);
    try {
      document.cookie = name + '=' + id + '; Max-Age=' + seconds + '; Path=/; SameSite=Lax'
        + (location.protocol === 'https:' ? '; Secure' : '');
    } catch (e) { /* blocked */ }
    if (fromCookie(name) !== id) {
      try {
        localStorage.setItem(name, text);
      } catch (e) { /* blocked too */ }
    }
  };
  const visitor = () => {
    let id = recall(VISITOR);
    if (!id) keep(VISITOR, id = uuid(), VISITOR_SECONDS);
    return id;
  };
  const session = () => {
    const id = recall(SESSION) || uuid();
    keep(SESSION, id, SESSION_SECONDS);
    return id;
  };

  let pageView = uuid(), user, before;

  const track = (name, properties) => {
    const event = {
      eid: uuid(), evt: String(name), ts: Date.now(), vid: visitor(), ses: session(), pvid: pageView, uid: user,
      url: location.href, tit: document.title || undefined, ref: document.referrer || undefined,
      lng: navigator.language, enc: document.characterSet, scr: screen.width + 'x' + screen.height,
      vie: innerWidth + 'x' + innerHeight, tv: VERSION, jsn: properties
    };
    if (before && before(event) === false) return;
    queue.push(JSON.stringify(event)); // now, because the page may go on to change what it gave
    if (queue.length > QUEUE_EVENTS) queue.shift();
    plan();
  };

  // What happens within a second travels together; the first event goes at once.
  const queue = [];
  let timer = 0, underWay = null, sentAt = 0, failures = 0;
  const plan = () => {
    if (timer || underWay || !queue.length) return;
    const pause = failures ? Math.min(60000, 1000 * Math.pow(2, failures)) : 1000;
    timer = setTimeout(send, Math.max(0, sentAt + pause - Date.now()));
  };
  const size = text => new Blob([text]).size;
  const take = () => {
    let bytes = size(queue[0]), count = 1;
    while (count < BATCH_EVENTS && count < queue.length && (bytes += size(queue[count]) + 30) < BATCH_BYTES) count++;
    return queue.splice(0, count);
  };
  const body = batch => '[' + batch.map(text => text.slice(0, -1) + ',"st":' + Date.now() + '}').join() + ']';
  const send = () => {
    timer = 0;
    if (underWay || !queue.length) return;
    const batch = underWay = take(), text = body(batch);
    sentAt = Date.now();
    const done = again => {
      underWay = null;
      failures = again ? failures + 1 : 0;
      if (again) queue.unshift(...batch); // under the same ids, so that no event counts twice
      plan();
    };
    fetch(endpoint, {method: 'POST', body: text, credentials: 'omit', keepalive: size(text) < BATCH_BYTES})
      .then(answer => done(answer.status > 499 || answer.status === 429), () => done(true));
  };
  const flush = () => {
    // Where a page that is left takes its requests with it, they are sent a second time.
    if (underWay && !('keepalive' in Request.prototype)) queue.unshift(...underWay.splice(0));
    while (queue.length) {
      const batch = take();
      if (!(navigator.sendBeacon && navigator.sendBeacon(endpoint, body(batch)))) {
        queue.unshift(...batch);
        send();
        return;
      }
    }
  };

  const page = properties => {
    pageView = uuid();
    track('page_view', properties);
  };
  const commands = {
    event: track,
    page: page,
    user: id => { user = id == null ? undefined : String(id); },
    before: hook => { before = hook; },
    ids: receiver => receiver({visitor: visitor(), session: session(), pageView: pageView})
  };
  const oceanus = (name, ...rest) => {
    try {
      commands[name](...rest);
    } catch (e) {
      console.warn('oceanus:', name, e); // never the page's problem
    }
  };
  oceanus.version = VERSION;
  window.oceanus = oceanus;

  const whenShown = then => document.prerendering
    ? document.addEventListener('prerenderingchange', then, {once: true}) : then();
  const whenRead = then => document.readyState === 'loading'
    ? document.addEventListener('DOMContentLoaded', then, {once: true}) : then();
  addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
  addEventListener('pageshow', event => event.persisted && oceanus('page'));
  const calls = Array.from(early && early.q || []);
  const first = call => call[0] === 'before' || call[0] === 'user';
  calls.filter(first).forEach(call => oceanus(...call));
  whenShown(() => whenRead(() => {
    oceanus('event', 'page_view');
    calls.filter(call => !first(call)).forEach(call => oceanus(...call));
  }));
})();
