// Signs in with the messenger's ID token and posts it; the server verifies it and goes on from there.
const form = document.getElementById('liff');

async function signIn() {
  await globalThis.liff.init({ liffId: form.dataset.liffId });
  if (!globalThis.liff.isLoggedIn()) {
    globalThis.liff.login({ redirectUri: location.href });
    return;
  }
  const token = globalThis.liff.getIDToken();
  if (!token) throw new Error('no ID token');
  form.elements.id_token.value = token;
  form.submit();
}

signIn().catch(() => {
  document.getElementById('liff-status').textContent = '';
  form.after(document.getElementById('liff-failed').content);
});
