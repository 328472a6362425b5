/* Oceanus' tag; docs/tag.md tells all that it understands.
   <script async src="https://COLLECTOR/oceanus.js" data-site="SITE"></script>
   Calls before it has arrived: window.oceanus = window.oceanus || function () { (oceanus.q = oceanus.q || []).push(arguments) } */
(() => {
  'use strict';
  const VERSION = '0.2.0';
  const SECOND = 1000, HOUR = 3600 * SECOND;
  const VISITOR_SECONDS = 395 * 86400; // 13 months, from the first visit on
  const SESSION_SECONDS = 1800; // from the last event on
  const BATCH_EVENTS = 50, BATCH_BYTES = 60000; // browsers let a page that is left send 64 KiB
  const QUEUE_EVENTS = 500;
  const KEPT_EVENTS = 50, KEPT_FOR = 72 * HOUR;
  const LONGEST_PAUSE = 60; // seconds between two tries, unless the collector asks for more
  const FILES = 'pdf|docx?|xlsx?|pptx?|csv|txt|rtf|epub|zip|7z|rar|t?gz|dmg|exe|msi|pkg|apk|mp[34]|wav|mov|avi';

  const script = document.currentScript || document.querySelector('script[data-site]');
  const options = script ? script.dataset : {};
  const site = options.site;
  if (!site) throw Error('oceanus: the script needs data-site');
  const endpoint = new URL((options.path || '/v1/events/') + encodeURIComponent(site),
    options.collector || script.src || location).href;

  // One function for all tags of a page, each with its own site. What is said before a page has loaded is told to tags
  // that arrive later, too; and a page may go on to use the function that it made to begin with.
  const early = window.oceanus || {};
  const tell = call => {
    if (document.readyState !== 'complete') hub.said.push(call);
    Object.values(hub.sites).forEach(run => run(call));
  };
  const hub = early.sites ? early : Object.assign((...call) => tell(call),
    {version: VERSION, sites: {}, q: {push: tell}, said: Array.from(early.q || [])});
  if (hub.sites[endpoint]) return; // the tag stands twice in the page
  window.oceanus = hub;

  const now = () => Date.now();
  // Whatever goes wrong, the page does not notice. Blocked cookies and storage are no fault.
  const safely = work => (...given) => {
    try {
      return work(...given);
    } catch (e) {
      e instanceof DOMException || console.warn('oceanus:', e, ...given);
    }
  };
  const on = (type, listener) => addEventListener(type, safely(listener), true);

  const uuid = () => // version 7: time, then chance
    ((0x1000000000000 + now()).toString(16).slice(1)
      + Array.from(crypto.getRandomValues(new Uint8Array(10)), byte => (byte + 256).toString(16).slice(1)).join(''))
      .replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-7$3-a$4-');

  // Ids live in a cookie, or in memory where cookies are blocked.
  const prefix = options.prefix || '_oc_', KEPT = prefix + endpoint;
  let allowed = options.consent === 'wait' ? 0 : 1; // 0: nobody has said yet
  const mayStore = () => allowed > 0 && options.storage !== 'none';
  const memory = {};
  const cookie = safely(name => (('; ' + document.cookie).split('; ' + prefix + name + '=')[1] || '').split(';')[0]);
  const setCookie = safely((name, id, seconds) => {
    memory[name] = {id: id, until: now() + seconds * SECOND};
    document.cookie = prefix + name + '=' + id + '; Max-Age=' + seconds + '; Path=/; SameSite=Lax'
      + (options.domain ? '; Domain=' + options.domain : '') + (location.protocol === 'https:' ? '; Secure' : '');
  });
  const identify = (name, seconds, rolling) => {
    if (!mayStore()) return;
    let id = cookie(name), own = memory[name];
    if (!/^[0-9a-f-]{36}$/.test(id)) id = own && own.until > now() && own.id;
    if (!id || rolling) setCookie(name, id = id || uuid(), seconds);
    return id;
  };
  const visitor = () => identify('vid', VISITOR_SECONDS);
  const session = () => identify('ses', SESSION_SECONDS, true);

  const routes = options.routes;
  const address = () => location.href.replace(routes === 'hash' ? '' : /#.*/, '');
  const route = url => routes === 'path' ? url.split('?')[0] : url;

  let pageView = uuid(), before;
  let current = address(), referrer = document.referrer;
  let view; // that of a route whose title the page may still be about to set
  const common = {};
  const held = []; // until somebody says
  const queue = [];

  const make = (name, properties, fields) => JSON.parse(JSON.stringify(Object.assign({ // what was given may change later
    eid: uuid(), evt: name, ts: now(), pvid: pageView, url: address(), ref: referrer, lng: navigator.language,
    enc: document.characterSet, scr: screen.width + 'x' + screen.height, vie: innerWidth + 'x' + innerHeight,
    tv: VERSION, jsn: properties
  }, common, fields)));
  const push = (list, event) => list.push(event) > QUEUE_EVENTS && list.shift();
  const admit = safely(event => {
    event.tit = event.tit || document.title;
    if (allowed > 0) {
      event.vid = visitor();
      event.ses = session();
      if (before && before(event) === false) return;
      push(queue, JSON.stringify(event));
      plan();
    } else if (!allowed) {
      push(held, event);
    }
  });
  const settle = () => {
    const event = view;
    view = 0;
    event && admit(event);
  };
  const track = (...given) => {
    settle();
    admit(make(...given));
  };
  const enter = (...given) => {
    settle();
    pageView = uuid();
    if (address() !== current) {
      referrer = current;
      current = address();
    }
    view = make('page_view', ...given);
  };
  const page = (...given) => {
    enter(...given);
    settle();
  };

  // What happens within a second travels together; the first event goes at once.
  let timer = 0, underWay = 0, failures = 0;
  let bytes = 0; // of what goes on its way though the page is left
  let next = 0; // when to send again
  let asked = 0; // the same, where the collector has asked for it
  const plan = () => {
    if (timer || underWay || !(queue.length || view || failures)) return;
    timer = setTimeout(send, Math.max(next - now(), queue.length || !view ? 0 : SECOND));
  };
  const send = () => {
    timer = 0;
    if (view && now() - view.ts > SECOND - 50) settle();
    if (failures) revive(dispatch); else dispatch();
  };
  const dispatch = () => {
    if (queue.length) {
      post();
    } else {
      failures = 0;
      plan();
    }
  };
  const size = batch => new Blob(batch).size;
  const fits = batch => size(batch) + bytes < BATCH_BYTES;
  const post = () => {
    const batch = [];
    do batch.push(queue.shift());
    while (queue.length && batch.length < BATCH_EVENTS && fits(batch.concat(queue[0])));
    transmit(batch, fits(batch));
  };
  const transmit = async (batch, keepalive) => {
    const own = keepalive && size(batch);
    bytes += own;
    underWay++;
    next = now() + SECOND;
    try {
      const answer = await fetch(endpoint, {
        method: 'POST', body: '[' + batch.map(event => event.slice(0, -1) + ',"st":' + now() + '}') + ']',
        credentials: options.credentials || 'omit', keepalive
      });
      if (answer.status > 499 || answer.status === 429) throw answer;
      failures = 0;
    } catch (problem) {
      const wish = problem.headers && problem.headers.get('Retry-After') * SECOND;
      // By chance, so that not all come back at once.
      next = now() + Math.min(2 ** failures++, LONGEST_PAUSE) * SECOND * (.5 + Math.random() / 2);
      if (wish > 0) next = asked = now() + Math.min(wish, HOUR);
      await locked(() => keep(batch));
    }
    bytes -= own;
    underWay--;
    plan();
  };
  const flush = () => {
    settle();
    if (!failures && navigator.onLine !== false) {
      while (queue.length && fits([queue[0]])) post();
    }
    keep(queue.splice(0));
  };

  // What did not get through waits in localStorage, under its ids, so that no event counts twice. Whoever takes it from
  // there, this page, a later one or another tab, sends it; until then it is nowhere else.
  const read = safely(() => JSON.parse(localStorage[KEPT] || 0));
  const kept = () => [].concat(read() || 0);
  const write = safely(list => {
    if (list) localStorage[KEPT] = JSON.stringify(list); else delete localStorage[KEPT];
    return true; // neither blocked nor full
  });
  const keep = batch => {
    if (mayStore() && batch.length) {
      const [, ...all] = kept().concat(batch);
      if (write([asked].concat(all.slice(0, KEPT_EVENTS)))) batch = all.slice(KEPT_EVENTS);
    }
    if (allowed > 0) queue.unshift(...batch);
  };
  const recover = () => {
    const [until, ...events] = kept(), left = until - now();
    if (left > 50 && left < HOUR) { // a page before was asked to wait; clocks are not exact
      next = asked = until;
      failures = 1;
    } else {
      write();
      queue.unshift(...events.filter(event => JSON.parse(event).ts > now() - KEPT_FOR));
    }
  };
  const locked = async work => {
    const locks = navigator.locks;
    if (locks) await locks.request(KEPT, work).catch(work); else work();
  };
  const revive = async then => {
    underWay++;
    if (mayStore() && kept()[1]) await locked(safely(recover));
    underWay--;
    then();
  };

  // Clicks and forms. Of a form neither values nor the names of its fields: they may tell of the person.
  const tagged = element => {
    const properties = {};
    for (const {name, value} of element.attributes) {
      if (/^data-oc-(?!event$)/.test(name)) properties[name.slice(8).replace(/-/g, '_')] = value;
    }
    track(element.dataset.ocEvent, properties);
  };
  const acted = event => {
    if (event.button > 1) return;
    const submits = event.type === 'submit';
    const near = selector => event.composedPath().find(node => node.matches && node.matches(selector));
    const element = near(submits ? 'form[data-oc-event]' : '[data-oc-event]:not(form)');
    if (element) {
      tagged(element);
      return;
    }
    const target = near(submits ? 'form' : 'a[href],area[href]');
    if (!target) return;
    const given = name => target.getAttribute(name) || undefined; // a form's field may be called 'name'
    const to = new URL(given(submits ? 'action' : 'href') || '', document.baseURI), web = /^http/.test(to.protocol);
    const file = target.hasAttribute('download') || RegExp('\\.(' + (options.files || FILES) + ')$', 'i').test(to.pathname);
    const kind = (submits ? ['form_submit']
      : [file && 'file_download', web && to.host !== location.host && 'outbound_click', 'link_click'])
      .find(each => each && (options.track || '').includes(each));
    if (kind) {
      track(kind, submits ? {id: given('id'), name: given('name'), action: to.origin + to.pathname}
        : {url: web ? to.href : to.protocol});
    }
  };

  const commands = {
    event: track,
    page: page,
    set: fields => Object.assign(common, fields),
    user: id => { common.uid = id; },
    before: hook => { before = hook; },
    ids: receiver => receiver({visitor: visitor(), session: session(), pageView: pageView}),
    consent: given => {
      settle();
      allowed = given ? 1 : -1;
      if (given) {
        held.splice(0).forEach(admit);
        revive(plan);
      } else {
        held.length = queue.length = 0;
        setCookie('vid', '', 0);
        setCookie('ses', '', 0);
        write();
      }
    }
  };
  const run = safely(([name, ...given]) => {
    const [command, to] = name.split(':');
    if (!to || to === site) commands[command](...given);
  });

  let calls = hub.said.slice(); // until the page is shown and read
  hub.sites[endpoint] = call => calls ? calls.push(call) : run(call);
  const begin = () => {
    const first = call => /^(user|set|before|consent)/.test(call[0]), waiting = calls;
    calls = 0;
    waiting.filter(first).forEach(run);
    // Last: a banner's default, which came before, is nobody's answer.
    if ('gpc' in options && navigator.globalPrivacyControl || 'dnt' in options && navigator.doNotTrack > 0) run(['consent']);
    revive(plan); // before anything is sent: the collector may have asked to be left alone
    if (options.auto !== 'off') {
      page();
      on('pageshow', event => event.persisted && page());
      if (routes !== 'off') {
        const moved = safely(() => {
          if (route(address()) !== route(current)) {
            enter();
            plan();
          }
        });
        ['pushState', 'replaceState'].forEach(name => {
          const plain = history[name];
          history[name] = (...given) => {
            plain.apply(history, given);
            moved();
          };
        });
        ['popstate', 'hashchange'].forEach(type => on(type, moved));
      }
    }
    waiting.filter(call => !first(call)).forEach(run);
    on('pagehide', flush);
    on('visibilitychange', () => document.hidden ? flush() : revive(plan));
    on('online', () => {
      clearTimeout(timer);
      timer = 0;
      next = asked;
      revive(plan);
    });
    ['click', 'auxclick', 'submit'].forEach(type => on(type, acted));
  };
  const whenRead = () => document.readyState === 'loading' ? on('DOMContentLoaded', begin) : begin();
  document.prerendering ? on('prerenderingchange', whenRead) : whenRead();
})();
