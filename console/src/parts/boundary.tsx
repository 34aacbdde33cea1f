import { Component, type ReactNode } from 'react';
import { useWords } from '../words/language.tsx';
import { Trouble } from './trouble.tsx';

interface Props {
  readonly children: ReactNode;
}

/** A mistake in one page must not take the others with it: the frame stays, and the page can be tried again. */
export class Boundary extends Component<Props, { readonly error: unknown }> {
  override state = { error: undefined as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <Broken problem={this.state.error} onAgain={() => this.setState({ error: undefined })} />;
  }
}

function Broken({ problem, onAgain }: { readonly problem: unknown; readonly onAgain: () => void }) {
  const { t } = useWords();
  return <Trouble what={t('what.page')} problem={problem} onAgain={onAgain} />;
}
