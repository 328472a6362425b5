// The demo shop. It knows the tag only by window.oceanus, as any page does.
window.oceanus = window.oceanus || function () { (window.oceanus.q = window.oceanus.q || []).push(arguments); };

(() => {
  'use strict';
  const byId = id => document.getElementById(id);
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  // To show what is on the wire, and not what somebody thinks is there, this page looks at its own requests.
  const plainFetch = window.fetch;
  window.fetch = (address, options) => {
    const answer = plainFetch(address, options);
    const path = new URL(address, location.href).pathname;
    if (path.startsWith('/v1/')) show(path, options.body, answer);
    return answer;
  };

  const show = (path, body, answer) => {
    const sent = typeof body === 'string' ? [].concat(JSON.parse(body)) : [Object.fromEntries(body)];
    const items = sent.map(event => item(path, event));
    answer.then(async response => {
      const said = response.status === 204 ? '' : await response.clone().text();
      const refused = said.startsWith('{') ? JSON.parse(said).refused || [] : [];
      items.forEach((each, index) => {
        const why = refused.find(refusal => refusal.index === index);
        each.settle(why || !response.ok ? 'refused' : 'stored',
          why ? response.status + ', ' + (why.field ? why.field + ' ' : '') + why.reason : response.status + ', ' + (response.ok ? 'stored' : 'refused'));
      });
    }, () => items.forEach(each => each.settle('failed', 'no answer; the tag tries again')));
  };

  const item = (path, event) => {
    const list = byId('sent');
    list.querySelectorAll('.empty').forEach(each => each.remove());
    const entry = element('li');
    const details = element('details');
    const summary = element('summary');
    const state = element('span', '', 'on its way');
    summary.append(element('time', '', new Date().toLocaleTimeString([], {hour12: false})),
      element('b', '', event.evt || '(no name)'), state);
    details.append(summary, element('pre', '', 'POST ' + path + '\n' + JSON.stringify(event, null, 2)));
    entry.append(details);
    list.prepend(entry);
    while (list.children.length > 12) list.lastElementChild.remove();
    return {
      settle(kind, text) {
        entry.className = kind;
        state.textContent = text;
        byId('latest').textContent = (event.evt || '(no name)') + ': ' + text;
      }
    };
  };

  // The bag, for as long as the page is open.
  const bag = new Map();
  const refresh = () => {
    const lines = byId('lines');
    let count = 0, total = 0;
    lines.textContent = '';
    bag.forEach(line => {
      count += line.quantity;
      total += line.quantity * line.price;
      const row = element('li');
      row.append(element('span', '', line.quantity + ' × ' + line.name), element('b', '', '€' + line.quantity * line.price));
      lines.append(row);
    });
    if (!count) lines.append(element('li', 'empty', 'Still empty. The tide brings things.'));
    byId('bag-count').textContent = count;
    byId('total').textContent = '€' + total;
    byId('order').elements.total.value = total;
  };
  const add = card => {
    const {sku, name, price} = card.dataset;
    const line = bag.get(sku) || {name: name, price: Number(price), quantity: 0};
    line.quantity++;
    bag.set(sku, line);
    refresh();
    window.oceanus('event', 'add_to_cart', {sku: sku, name: name, price: Number(price), quantity: line.quantity});
  };

  const order = async form => {
    const fields = new URLSearchParams(new FormData(form));
    const answer = await window.fetch(form.action, {method: 'POST', body: fields}).catch(() => null);
    if (!answer || !answer.ok) {
      byId('thanks').textContent = 'The order did not get through. Is Oceanus still running?';
      return;
    }
    byId('thanks').textContent = 'Thank you. Your order is a row now, and nothing else.';
    bag.clear();
    form.reset();
    refresh();
  };

  const tries = {
    bad: () => window.fetch('/v1/events/demo', {method: 'POST', body: JSON.stringify({url: location.href, tit: 'no name'})})
  };

  const copyButton = figure => {
    const button = element('button', 'copy', 'Copy');
    button.type = 'button';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(figure.querySelector('pre').textContent);
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    figure.append(button);
  };

  document.addEventListener('DOMContentLoaded', () => {
    byId('goods').addEventListener('click', event => event.target.matches('button') && add(event.target.closest('.card')));
    byId('order').addEventListener('submit', event => {
      event.preventDefault();
      // Asked at the last moment, so that the order carries the ids of this very visit.
      window.oceanus('ids', ids => {
        const fields = event.target.elements;
        fields.vid.value = ids.visitor;
        fields.ses.value = ids.session;
        fields.pvid.value = ids.pageView;
      });
      order(event.target);
    });
    document.querySelectorAll('[data-try]').forEach(
      button => button.addEventListener('click', () => tries[button.dataset.try]()));
    document.querySelectorAll('#asks figure').forEach(copyButton);
  });
})();
