/**
 * A shim of the messenger's web-app interface, for pages opened in the simulated phone or in a browser beside it.
 * Load it in place of LINE's SDK: <script src="http://…/liff/sdk.js"></script>. It offers `window.liff`.
 */
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const platform = new URL(script?.src ?? location.href).origin;
  const GRANT = 'simulated-phone:';
  const VERSION = '2.26.0';

  /** @type {{ liffId: string, userId: string, idToken: string, accessToken: string, language: string } | null} */
  const inPhone = window.name.startsWith(GRANT) ? JSON.parse(window.name.slice(GRANT.length)) : null;
  /** @type {{ idToken: string, accessToken: string } | null} */
  let signedIn = null;
  let liffId = '';
  /** @type {(value?: unknown) => void} */
  let markReady = () => {};
  const ready = new Promise((resolve) => {
    markReady = resolve;
  });

  const inClient = () => inPhone !== null && inPhone.liffId === liffId;
  const tokens = () => (inClient() ? inPhone : signedIn);
  const store = () => `simulated-liff:${liffId}`;

  /** @param {string} code @param {string} message */
  const failure = (code, message) => Object.assign(new Error(message), { code });

  /**
   * The messenger first opens the app's endpoint with `liff.state`; from there the page goes on to the path meant.
   * @returns {boolean} whether the page is about to be left
   */
  function goToState() {
    const here = new URL(location.href);
    const state = here.searchParams.get('liff.state');
    if (!state) return false;
    here.searchParams.delete('liff.state');
    const more = new URL(state.startsWith('/') ? state : `/${state}`, here.origin);
    const path = state.startsWith('/') ? more.pathname : '';
    here.pathname = here.pathname.replace(/\/$/, '') + path || '/';
    for (const [name, value] of more.searchParams) here.searchParams.append(name, value);
    here.hash = more.hash;
    location.replace(here.href);
    return true;
  }

  /** Back from the sign-in page with a code. */
  async function redeemCode() {
    const here = new URL(location.href);
    const code = here.searchParams.get('code');
    const waiting = JSON.parse(sessionStorage.getItem(`${store()}:login`) ?? 'null');
    if (!code || !waiting || here.searchParams.get('state') !== waiting.state) return;
    const { loginChannelId } = await (await fetch(`${platform}/liff-apps/${liffId}`)).json();
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      client_id: loginChannelId,
      redirect_uri: waiting.redirectUri,
    });
    const answer = await fetch(`${platform}/oauth2/v2.1/token`, { method: 'POST', body });
    if (!answer.ok) throw failure('UNAUTHORIZED', 'The login code was not accepted.');
    const given = await answer.json();
    sessionStorage.removeItem(`${store()}:login`);
    sessionStorage.setItem(store(), JSON.stringify({ idToken: given.id_token, accessToken: given.access_token }));
    history.replaceState(null, '', waiting.redirectUri);
  }

  /** @param {Record<string, unknown>} order */
  const tellPhone = (order) => window.parent.postMessage(order, platform);

  /** @param {string} path */
  async function askPlatform(path) {
    const mine = tokens();
    if (!mine) throw failure('UNAUTHORIZED', 'Not signed in.');
    const answer = await fetch(platform + path, { headers: { authorization: `Bearer ${mine.accessToken}` } });
    if (!answer.ok) throw failure('UNAUTHORIZED', 'The access token was not accepted.');
    return answer.json();
  }

  /** @param {{ redirectUri?: string }} [options] */
  async function login(options = {}) {
    const redirectUri = options.redirectUri ?? location.href;
    const state = crypto.randomUUID();
    sessionStorage.setItem(`${store()}:login`, JSON.stringify({ state, redirectUri }));
    const { loginChannelId } = await (await fetch(`${platform}/liff-apps/${liffId}`)).json();
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: loginChannelId,
      redirect_uri: redirectUri,
      state,
      scope: 'openid profile',
    });
    location.assign(`${platform}/oauth2/v2.1/authorize?${query}`);
  }

  /** @param {{ liffId: string, withLoginOnExternalBrowser?: boolean }} config @param {() => void} [done] @param {(error: unknown) => void} [failed] */
  async function init(config, done, failed) {
    try {
      if (!config?.liffId) throw failure('INVALID_CONFIG', 'liffId is necessary for liff.init()');
      liffId = config.liffId;
      if (goToState()) return await new Promise(() => {});
      if (!inClient()) {
        await redeemCode();
        signedIn = JSON.parse(sessionStorage.getItem(store()) ?? 'null');
        if (!signedIn && config.withLoginOnExternalBrowser) {
          await login();
          return await new Promise(() => {});
        }
      } else tellPhone({ simulatedPhone: 'title', title: document.title });
      markReady();
      done?.();
    } catch (error) {
      failed?.(error);
      throw error;
    }
  }

  let sent = 0;
  /** @param {unknown[]} messages */
  function sendMessages(messages) {
    if (!inClient()) return Promise.reject(failure('FORBIDDEN', 'Messages can be sent from within the phone only.'));
    sent += 1;
    const id = sent;
    return new Promise((resolve, reject) => {
      const hear = (/** @type {MessageEvent} */ event) => {
        if (event.origin !== platform || event.data?.simulatedPhone !== 'sent' || event.data.id !== id) return;
        window.removeEventListener('message', hear);
        if (event.data.error) reject(failure('400', event.data.error));
        else resolve(undefined);
      };
      window.addEventListener('message', hear);
      tellPhone({ simulatedPhone: 'send', id, messages });
    });
  }

  /** @param {string | undefined} token */
  function decoded(token) {
    if (!token) return null;
    const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (sign) => sign.charCodeAt(0))));
  }

  const liff = {
    init,
    ready,
    get id() {
      return liffId || null;
    },
    login: (/** @type {{ redirectUri?: string }} */ options) => void login(options),
    logout: () => {
      sessionStorage.removeItem(store());
      signedIn = null;
    },
    isInClient: inClient,
    isLoggedIn: () => tokens() !== null,
    isApiAvailable: (/** @type {string} */ name) => name !== 'shareTargetPicker' && name in liff,
    getIDToken: () => tokens()?.idToken ?? null,
    getDecodedIDToken: () => decoded(tokens()?.idToken),
    getAccessToken: () => tokens()?.accessToken ?? null,
    getProfile: () => askPlatform('/v2/profile'),
    getFriendship: () => askPlatform('/friendship/v1/status'),
    getLanguage: () => inPhone?.language ?? navigator.language,
    getAppLanguage: () => inPhone?.language ?? navigator.language,
    getOS: () => 'web',
    getVersion: () => VERSION,
    getLineVersion: () => (inClient() ? '15.0.0' : null),
    getContext: () =>
      inClient()
        ? { type: 'utou', viewType: 'full', userId: inPhone?.userId, liffId, scope: ['openid', 'profile'] }
        : { type: 'external', liffId },
    closeWindow: () => (inClient() ? tellPhone({ simulatedPhone: 'close' }) : window.close()),
    openWindow: (/** @type {{ url: string, external?: boolean }} */ { url, external }) => {
      if (inClient() && !external) tellPhone({ simulatedPhone: 'open', url });
      else window.open(url, '_blank', 'noopener');
    },
    sendMessages,
    permanentLink: {
      createUrl: () => `${platform}/liff/${liffId}${location.pathname}${location.search}${location.hash}`,
    },
  };
  Object.assign(window, { liff });
})();
