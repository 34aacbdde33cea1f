import { useMutation } from '@tanstack/react-query';
import { requestFile } from '../../api/client.ts';
import { Button } from '../../parts/controls.tsx';
import { Icon } from '../../parts/icon.tsx';
import { sentenceFor } from '../../parts/trouble.tsx';
import { useWords } from '../../words/language.tsx';

/** The figures in view as a file for Excel. */
export function CsvButton({ path }: { readonly path: string }) {
  const words = useWords();
  const load = useMutation({ mutationFn: requestFile, onSuccess: save });
  return (
    <>
      <Button kind="quiet" size="small" isPending={load.isPending} onPress={() => load.mutate(path)}>
        <Icon name="download" />
        {words.t('situation.csv')}
      </Button>
      {load.isError ? (
        <span className="s" role="alert">
          {sentenceFor(load.error, words)}
        </span>
      ) : null}
    </>
  );
}

function save({ name, content }: { readonly name: string; readonly content: Blob }): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the file by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
