import { usePreferences } from '../../frame/preferences.tsx';
import { useHere } from '../../frame/session.tsx';
import { LanguageSwitch, ThemeSwitch } from '../../frame/top-bar.tsx';
import { Checkbox } from '../../parts/controls.tsx';
import { useWords } from '../../words/language.tsx';
import { Fact } from '../residents/record-cards.tsx';
import { Passkeys } from './passkeys.tsx';

/** 設定: how one person signs in and likes the console. */
export function SettingsPage() {
  const { t } = useWords();
  return (
    <>
      <div className="head">
        <h1>{t('place.settings')}</h1>
      </div>
      <div className="grid">
        <Passkeys />
        <Display />
        <Me />
      </div>
    </>
  );
}

function Display() {
  const { t } = useWords();
  const { shortcuts, set } = usePreferences();
  return (
    <section className="card c5">
      <header>
        <h2>{t('settings.display')}</h2>
        <span className="xs">{t('settings.display-note')}</span>
      </header>
      <div className="stack">
        <div className="row wrap between">
          <span>{t('frame.language')}</span>
          <LanguageSwitch />
        </div>
        <div className="row wrap between">
          <span>{t('frame.display')}</span>
          <ThemeSwitch />
        </div>
        <div>
          <Checkbox isSelected={shortcuts} onChange={(on) => set({ shortcuts: on })}>
            {t('settings.shortcuts')}
          </Checkbox>
          <p className="xs t2">{t('settings.shortcuts-what')}</p>
        </div>
      </div>
    </section>
  );
}

function Me() {
  const { t, find, of } = useWords();
  const { session } = useHere();
  const { staff, accounts } = session;
  return (
    <section className="card c12">
      <header>
        <h2>{t('settings.me')}</h2>
        <span className="xs">{t('settings.me-note')}</span>
      </header>
      <dl className="facts">
        <Fact name={t('settings.name')}>{staff.name}</Fact>
        <Fact name={t('sign-in.login')}>
          <span className="mono">{staff.login}</span>
        </Fact>
        <Fact name={t('settings.organisation')}>{staff.organisation.name}</Fact>
        {accounts.map((account) => (
          <Fact key={account.slug} name={of(account.name)}>
            {account.roles.map((role) => find(`role.${role}`) ?? role).join('、')}
            <div className="xs t2">
              {account.areas ? t('settings.areas', { areas: account.areas.join('、') }) : t('settings.all-areas')}
            </div>
          </Fact>
        ))}
      </dl>
    </section>
  );
}
