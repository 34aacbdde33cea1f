// What a page can do better with a script. Everything works without it; the server never relies on it.

// 1. "None of these" clears the others, and the others clear it. The server does the same on receiving.
document.addEventListener('change', (event) => {
  const box = event.target;
  if (box.type !== 'checkbox' || !box.checked || !box.form) return;
  const group = [...box.form.querySelectorAll(`input[name="${box.name}"]`)];
  if (!group.some((one) => one.hasAttribute('data-exclusive'))) return;
  const cleared = group.filter(
    (one) => one.checked && one !== box && (box.hasAttribute('data-exclusive') || one.hasAttribute('data-exclusive')),
  );
  for (const one of cleared) one.checked = false;
  const told = box.form.querySelector('[data-told]');
  if (told) told.textContent = cleared.length > 0 ? told.dataset.told : '';
});

// 2. Sending says that it sends, once. Forms marked data-keep are sent from here, so that a lost connection keeps the
//    page and what was chosen. Their key makes a repeated sending count once.
const sendingTimeoutMs = 20_000;

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  const button = event.submitter;
  setSending(form, button, true);
  if (form.hasAttribute('data-keep')) {
    event.preventDefault();
    send(form, button);
  }
});

// A page taken from the browser's history is ready to be sent again.
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll('form[data-sending]'))
    setSending(form, form.querySelector('[aria-busy]'), false);
});

window.addEventListener('online', () => {
  const form = document.querySelector('form[data-waiting]');
  if (form && !form.dataset.sending) form.requestSubmit();
});

function setSending(form, button, sending) {
  if (sending) form.dataset.sending = 'yes';
  else delete form.dataset.sending;
  if (!button?.dataset.busy) return;
  button.dataset.words ??= button.innerHTML;
  if (sending) {
    button.setAttribute('aria-busy', 'true');
    button.textContent = button.dataset.busy;
  } else {
    button.removeAttribute('aria-busy');
    if (form.dataset.waiting) button.textContent = button.dataset.again;
    else button.innerHTML = button.dataset.words;
  }
}

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  if (form.dataset.waiting) body.set('resumed', 'connection');
  let response;
  let page;
  try {
    response = await fetch(form.action, { method: 'POST', body, signal: AbortSignal.timeout(sendingTimeoutMs) });
    page = await response.text();
  } catch {
    keep(form, button, 'offline');
    return;
  }
  if (response.status === 503 || response.status === 429) keep(form, button, 'busy');
  else if (response.redirected) location.assign(response.url);
  else show(page, response.url);
}

function keep(form, button, reason) {
  form.dataset.waiting = 'yes';
  setSending(form, button, false);
  const kept = document.getElementById('kept');
  const notice = document.getElementById(reason)?.content.cloneNode(true);
  if (notice) kept?.replaceChildren(notice);
  document.querySelector('.notice.saved')?.remove();
  kept?.scrollIntoView({ block: 'nearest' });
}

// An answer that is a page itself (something is to be mended): take it over in place, as the browser would.
function show(page, address) {
  const next = new DOMParser().parseFromString(page, 'text/html');
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  document.body.className = next.body.className;
  document.body.replaceChildren(...next.body.childNodes);
  history.replaceState(null, '', address);
  showAsked();
  scrollTo(0, 0);
  (document.querySelector('[autofocus]') ?? document.querySelector('main'))?.focus();
}

// 3. On the page of all questions, those that are not asked after the answers so far are out of the way. The server ignores them.
function holds([question, operator, expected], asked) {
  const controls = [...document.querySelectorAll(`[name="${question}"]`)];
  const shown = asked(question);
  const values = controls
    .filter((one) => (one.type === 'radio' || one.type === 'checkbox' ? one.checked : one.value !== ''))
    .map((one) => one.value);
  const some = (test) => shown && values.some(test);
  if (operator === 'exists') return (shown && values.length > 0) === expected;
  if (operator === '=') return some((value) => value === String(expected));
  if (operator === '!=') return !some((value) => value === String(expected));
  const order = (value) => Number(value.normalize('NFKC').replace(/[^0-9.-]/g, '')) - Number(expected);
  if (operator === '>') return some((value) => order(value) > 0);
  if (operator === '<') return some((value) => order(value) < 0);
  if (operator === '>=') return some((value) => order(value) >= 0);
  return some((value) => order(value) <= 0);
}

function showAsked() {
  const hidden = new Set();
  for (const block of document.querySelectorAll('[data-when]')) {
    const conditions = JSON.parse(block.dataset.when);
    const asked = (question) => !hidden.has(question);
    const shown = conditions.every(({ any, when }) =>
      any ? when.some((one) => holds(one, asked)) : when.every((one) => holds(one, asked)),
    );
    block.hidden = !shown;
    const control = block.querySelector('[name]');
    if (!shown && control) hidden.add(control.name.replace(/_(year|month|day|text)$/, ''));
  }
}
document.addEventListener('input', showAsked);
document.addEventListener('change', showAsked);
showAsked();

// 4. In a demonstration, 119 is asked about first.
document.addEventListener('click', (event) => {
  const dialog = document.getElementById('sample-call');
  if (!dialog?.showModal || !event.target.closest('[data-sample-call]')) return;
  event.preventDefault();
  dialog.showModal();
});
