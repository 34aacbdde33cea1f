import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../parts/controls.tsx';
import { useWords } from '../words/language.tsx';
import { places } from './places.ts';
import { useHere } from './session.tsx';

export function KeysHelp({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useWords();
  const { may } = useHere();
  const rows: readonly (readonly [keys: readonly string[], what: string])[] = [
    [['/'], t('keys.search')],
    [['J', 'K'], t('keys.move')],
    [['Enter'], t('keys.open')],
    ...places
      .filter((place) => place.permission === null || may(place.permission))
      .map((place) => [['G', place.key.toUpperCase()], t('keys.go', { place: t(place.name) })] as const),
    [['?'], t('keys.help')],
    [['Esc'], t('keys.back')],
  ];
  return (
    <ModalOverlay className="veil" isOpen={open} onOpenChange={(next) => !next && onClose()} isDismissable>
      <Modal>
        <Dialog className="dialog narrow">
          <Heading slot="title">{t('keys.title')}</Heading>
          <table>
            <tbody>
              {rows.map(([keys, what]) => (
                <tr key={what}>
                  <td className="nw">
                    {keys.map((key) => (
                      <span key={key}>
                        <kbd>{key}</kbd>{' '}
                      </span>
                    ))}
                  </td>
                  <th scope="row">{what}</th>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="xs t2 above">{t('keys.note')}</p>
          <p className="row above">
            <Button kind="quiet" onPress={onClose} autoFocus>
              {t('keys.close')}
            </Button>
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
