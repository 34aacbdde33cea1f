import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiProblem } from '../../api/client.ts';
import type { Passkey } from '../../api/content-contract.ts';
import { passkeysQuery } from '../../api/queries.ts';
import { addPasskey, removePasskey } from '../../api/sign-in.ts';
import { useHere } from '../../frame/session.tsx';
import { Button, Field } from '../../parts/controls.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { sentenceFor } from '../../parts/trouble.tsx';
import { useSay } from '../../parts/undo.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';

export function Passkeys() {
  const { t } = useWords();
  const query = useQuery(passkeysQuery);
  return (
    <section className="card c7">
      <header>
        <h2>
          <Icon name="key" />
          {t('passkeys.title')}
        </h2>
        <span className="xs">{t('passkeys.note')}</span>
      </header>
      <Loaded query={query} queryKey={passkeysQuery.queryKey} what={t('what.passkeys')}>
        {(passkeys) => (
          <div className="stack">
            {passkeys.length === 0 ? (
              <p className="s t2">{t('passkeys.none')}</p>
            ) : (
              <ul className="stack-s">
                {passkeys.map((passkey) => (
                  <One key={passkey.passkeyId} passkey={passkey} />
                ))}
              </ul>
            )}
            <Add />
          </div>
        )}
      </Loaded>
    </section>
  );
}

function One({ passkey }: { readonly passkey: Passkey }) {
  const words = useWords();
  const { t, language } = words;
  const { now } = useHere();
  const [sure, setSure] = useState(false);
  const say = useSay();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removePasskey(passkey.passkeyId),
    onSuccess: () => {
      say(t('passkeys.removed', { label: passkey.label }));
      return client.invalidateQueries({ queryKey: passkeysQuery.queryKey });
    },
  });
  return (
    <li className="row wrap">
      <span className="grow">
        <b>{passkey.label}</b>
        <span className="xs t2">
          {' '}
          {t('passkeys.added', { time: format.moment(passkey.createdAt, language, now()) })}{' '}
          {passkey.lastUsedAt
            ? t('passkeys.used', { time: format.moment(passkey.lastUsedAt, language, now()) })
            : t('passkeys.unused')}
        </span>
        {remove.error ? <span className="errmsg">{sentenceFor(remove.error, words)}</span> : null}
      </span>
      {sure ? (
        <>
          <span className="s">{t('passkeys.sure')}</span>
          <Button kind="danger" size="small" isDisabled={remove.isPending} onPress={() => remove.mutate()}>
            {t('passkeys.remove')}
          </Button>
          <Button kind="quiet" size="small" onPress={() => setSure(false)} autoFocus>
            {t('passkeys.keep')}
          </Button>
        </>
      ) : (
        <Button
          kind="quiet"
          size="small"
          onPress={() => setSure(true)}
          aria-label={t('passkeys.remove-one', { label: passkey.label })}
        >
          {t('passkeys.remove')}
        </Button>
      )}
    </li>
  );
}

function Add() {
  const words = useWords();
  const { t } = words;
  const [label, setLabel] = useState('');
  const [missing, setMissing] = useState(false);
  const say = useSay();
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: () => addPasskey(label.trim()),
    onSuccess: () => {
      say(t('passkeys.done'));
      setLabel('');
      return client.invalidateQueries({ queryKey: passkeysQuery.queryKey });
    },
  });
  if (!browserSupportsWebAuthn()) return <p className="s t2">{t('passkeys.unsupported')}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(label.trim() === '');
    if (label.trim() !== '') add.mutate();
  };
  const failed = add.error instanceof ApiProblem ? sentenceFor(add.error, words) : t('passkeys.failed');
  return (
    <form onSubmit={submit} noValidate>
      <Field
        label={t('passkeys.label')}
        hint={t('passkeys.label-hint')}
        value={label}
        onChange={setLabel}
        error={missing && label.trim() === '' ? t('passkeys.label-missing') : add.error ? failed : undefined}
        after={
          <Button type="submit" isDisabled={add.isPending}>
            <Icon name="plus" />
            {t('passkeys.add')}
          </Button>
        }
      />
    </form>
  );
}
