import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { ApiProblem } from '../../api/client.ts';
import type { Session } from '../../api/contract.ts';
import { signInWithPasskey, signInWithPassword } from '../../api/sign-in.ts';
import { setExpired } from '../../frame/expired.ts';
import { LanguageSwitch, Mark } from '../../frame/top-bar.tsx';
import { Button, Field } from '../../parts/controls.tsx';
import { Icon } from '../../parts/icon.tsx';
import { sentenceFor } from '../../parts/trouble.tsx';
import { useWords } from '../../words/language.tsx';

export function SignInPage() {
  const { t } = useWords();
  return (
    <div className="gate">
      <main id="main">
        <div className="stack">
          <div className="mark">
            <Mark size={48} />
            <div>
              <b>{t('frame.name')}</b>
              <span className="t2">{t('frame.console')}</span>
            </div>
          </div>
          <p className="lead">{t('sign-in.lead')}</p>
          <p className="row top-aligned s t2">
            <Icon name="eye" />
            {t('sign-in.audited')}
          </p>
          <p className="row top-aligned s t2">
            <Icon name="clock" />
            {t('sign-in.idle')}
          </p>
        </div>
        <section className="card" aria-labelledby="sign-in">
          <h1 id="sign-in" className="below">
            {t('sign-in.title')}
          </h1>
          <SignInForm />
        </section>
      </main>
      <footer className="xs t2">
        <span>{t('sign-in.lost')}</span>
        <LanguageSwitch />
      </footer>
    </div>
  );
}

/** The session ended while a page was open: the page is covered, kept as it was, and goes on after signing in. */
export function SignInAgain() {
  const { t } = useWords();
  return (
    <ModalOverlay className="veil opaque" isOpen isKeyboardDismissDisabled>
      <Modal>
        <Dialog className="dialog narrow">
          <Heading slot="title">{t('sign-in.again')}</Heading>
          <p className="s t2 below">{t('sign-in.again-why')}</p>
          <SignInForm />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function SignInForm() {
  const words = useWords();
  const { t } = words;
  const client = useQueryClient();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [missing, setMissing] = useState(false);
  const entered = (session: Session) => {
    const before = client.getQueryData<Session>(['session']);
    // Another person: nothing that the one before them saw may stay on the screen.
    if (before && before.staff.staffId !== session.staff.staffId) {
      window.location.assign('/console/');
      return;
    }
    client.setQueryData(['session'], session);
    setExpired(false);
    client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  };
  const byPassword = useMutation({ mutationFn: () => signInWithPassword(login.trim(), password), onSuccess: entered });
  const byPasskey = useMutation({ mutationFn: signInWithPasskey, onSuccess: entered });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(login.trim() === '' || password === '');
    if (login.trim() !== '' && password !== '') byPassword.mutate();
  };
  const wrong = byPassword.error ? sentenceFor(byPassword.error, words) : undefined;
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {browserSupportsWebAuthn() ? (
        <>
          <div className="stack-s">
            <Button kind="main" size="large" wide onPress={() => byPasskey.mutate()} isDisabled={byPasskey.isPending}>
              <Icon name="key" />
              {t('sign-in.passkey')}
            </Button>
            <p className="xs t2">{t('sign-in.passkey-what')}</p>
            {byPasskey.error ? (
              <p className="errmsg" role="alert">
                <Icon name="warning" />
                <span>
                  {byPasskey.error instanceof ApiProblem
                    ? sentenceFor(byPasskey.error, words)
                    : t('sign-in.passkey-failed')}
                </span>
              </p>
            ) : null}
          </div>
          <div className="or">{t('sign-in.or')}</div>
        </>
      ) : null}
      <Field
        label={t('sign-in.login')}
        value={login}
        onChange={setLogin}
        autoComplete="username webauthn"
        name="login"
        tall
        error={missing && login.trim() === '' ? t('sign-in.login-missing') : undefined}
      />
      <Field
        label={t('sign-in.password')}
        value={password}
        onChange={setPassword}
        type={shown ? 'text' : 'password'}
        autoComplete="current-password"
        name="password"
        tall
        error={missing && password === '' ? t('sign-in.password-missing') : wrong}
        after={
          <Button kind="quiet" onPress={() => setShown(!shown)} aria-pressed={shown}>
            {shown ? t('sign-in.hide') : t('sign-in.show')}
          </Button>
        }
      />
      <Button size="large" wide type="submit" isDisabled={byPassword.isPending}>
        {t('sign-in.enter')}
      </Button>
    </form>
  );
}
