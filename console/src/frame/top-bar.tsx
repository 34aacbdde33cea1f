import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type Ref, useState } from 'react';
import {
  Button as AriaButton,
  Label,
  ListBox,
  ListBoxItem,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import { signOut } from '../api/sign-in.ts';
import { Segments } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { useWords } from '../words/language.tsx';
import { usePreferences } from './preferences.tsx';
import { base, Link, navigate, pathTo, useRoute } from './route.tsx';
import { useHere } from './session.tsx';

export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden="true">
      <rect width="26" height="26" rx="6" fill="var(--key)" />
      <path
        d="M5 13s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z"
        fill="none"
        stroke="var(--on-key)"
        strokeWidth="1.800"
        strokeLinejoin="round"
      />
      <path
        d="M13 15.800c-1.900-1.300-2.800-2.300-2.800-3.400 0-1.600 2-2 2.800-.6.800-1.400 2.800-1 2.800.6 0 1.100-.9 2.100-2.800 3.400z"
        fill="var(--on-key)"
      />
    </svg>
  );
}

export function TopBar({ findRef }: { readonly findRef: Ref<HTMLInputElement> }) {
  const { t, find } = useWords();
  const { session, account, may } = useHere();
  const roles = account.roles.map((role) => find(`role.${role}`) ?? role).join('・');
  return (
    <header className="top">
      <Link className="brand" href={base + account.slug} aria-label={t('frame.brand')}>
        <Mark />
        <span>{t('frame.name')}</span> <small>{t('frame.console')}</small>
      </Link>
      <AccountSwitcher />
      {session.demonstration ? <span className="demo hide-m">{t('frame.demonstration')}</span> : null}
      <span className="grow" />
      {may('residents.find') ? <Find findRef={findRef} /> : null}
      <span className="row hide-s">
        <ThemeSwitch />
        <LanguageSwitch />
      </span>
      <MenuTrigger>
        <AriaButton className="who" aria-label={t('frame.me', { name: `${session.staff.name} ${roles}` })}>
          <span className="av" data-letter={[...session.staff.name][0]} />
          <span className="hide-m">
            {session.staff.name} <span className="xs t3">{roles}</span>
          </span>
          <Icon name="down" />
        </AriaButton>
        <Popover className="popover" placement="bottom end">
          <WhoMenu />
        </Popover>
      </MenuTrigger>
    </header>
  );
}

function WhoMenu() {
  const { t } = useWords();
  const { account } = useHere();
  const client = useQueryClient();
  const leave = async () => {
    await signOut().catch(() => undefined);
    client.clear();
    sessionStorage.clear();
    window.location.assign('/console/');
  };
  return (
    <Menu className="options" aria-label={t('frame.menu')}>
      <MenuItem className="option" onAction={() => navigate(pathTo(account.slug, 'settings'))}>
        <Icon name="settings" />
        {t('place.settings')}
      </MenuItem>
      <MenuItem className="option" onAction={leave}>
        <Icon name="leave" />
        {t('frame.sign-out')}
      </MenuItem>
    </Menu>
  );
}

/** Always in view. Changing it loads the page anew, so that nobody acts in the wrong prefecture. */
function AccountSwitcher() {
  const { t, of } = useWords();
  const { session, account } = useHere();
  const { place } = useRoute();
  return (
    <Select
      className="account-choice"
      value={account.slug}
      onChange={(slug) => {
        if (slug !== null && slug !== account.slug) window.location.assign(pathTo(String(slug), place ?? 'situation'));
      }}
    >
      <Label className="sr">{t('frame.account')}</Label>
      <AriaButton className="in account">
        <SelectValue className="name-of">{() => of(account.name)}</SelectValue>{' '}
        <span className="xs t3 hide-s">{t('frame.account')}</span>
        <Icon name="down" />
      </AriaButton>
      <Popover className="popover">
        <ListBox className="options" items={session.accounts}>
          {(item) => (
            <ListBoxItem className="option" id={item.slug} textValue={of(item.name)}>
              {of(item.name)} <small>{item.slug}</small>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

function Find({ findRef }: { readonly findRef: Ref<HTMLInputElement> }) {
  const { t } = useWords();
  const { account } = useHere();
  const [text, setText] = useState('');
  const search = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    navigate(`${pathTo(account.slug, 'residents')}?${new URLSearchParams({ q: text.trim() })}`);
    setText('');
  };
  return (
    <search>
      <form className="find" onSubmit={search}>
        <Icon name="search" />
        <input
          ref={findRef}
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={t('frame.find')}
          placeholder={t('frame.find')}
        />
        <span aria-hidden="true">
          <kbd>/</kbd>
        </span>
      </form>
    </search>
  );
}

export function ThemeSwitch() {
  const { t } = useWords();
  const { theme, set } = usePreferences();
  return (
    <Segments
      label={t('frame.display')}
      value={theme}
      onChange={(next) => set({ theme: next })}
      options={[
        { id: 'day', text: <Icon name="sun" />, label: t('frame.day') },
        { id: 'night', text: <Icon name="moon" />, label: t('frame.night') },
      ]}
    />
  );
}

export function LanguageSwitch() {
  const { t } = useWords();
  const { language, set } = usePreferences();
  return (
    <Segments
      label={t('frame.language')}
      value={language}
      onChange={(next) => set({ language: next })}
      options={[
        { id: 'ja', text: '日本語', lang: 'ja' },
        { id: 'en', text: 'EN', label: 'English', lang: 'en' },
      ]}
    />
  );
}
