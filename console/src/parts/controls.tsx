import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
  Select as AriaSelect,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
  TextArea,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import { Icon } from './icon.tsx';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  /** main: the one thing to do next; quiet: everything else; danger: takes something away. */
  readonly kind?: 'main' | 'next' | 'quiet' | 'danger';
  readonly size?: 'small' | 'large';
  readonly wide?: boolean;
}

const kinds = { main: ' p', next: '', quiet: ' q', danger: ' x' } as const;
const sizes = { small: ' sm', large: ' lg' } as const;

export function Button({ kind = 'next', size, wide, ...rest }: ButtonProps) {
  return <AriaButton {...rest} className={`btn${kinds[kind]}${size ? sizes[size] : ''}${wide ? ' wide' : ''}`} />;
}

export interface Option<Value extends string> {
  readonly id: Value;
  readonly text: string;
  readonly detail?: string;
}

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly width?: number;
}

/** One of a few, in a list that opens. The value is always one of the options. */
export function Select<Value extends string>({ label, value, options, onChange, width }: SelectProps<Value>) {
  return (
    <AriaSelect
      className="fld"
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key) as Value);
      }}
      {...(width ? { style: { minWidth: width } } : {})}
    >
      <Label className="lab">{label}</Label>
      <AriaButton className="in">
        <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
        <span className="end">
          <Icon name="down" />
        </span>
      </AriaButton>
      <Popover className="popover">
        <ListBox className="options" items={options}>
          {(option) => (
            <ListBoxItem className="option" id={option.id} textValue={option.text}>
              {option.text}
              {option.detail ? <small>{option.detail}</small> : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly {
    readonly id: Value;
    readonly text: ReactNode;
    readonly label?: string;
    readonly lang?: string;
  }[];
  readonly onChange: (value: Value) => void;
  readonly small?: boolean;
}

/** One of two or three, all in view. */
export function Segments<Value extends string>({ label, value, options, onChange, small }: SegmentsProps<Value>) {
  return (
    <ToggleButtonGroup
      className={small ? 'seg small' : 'seg'}
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [first] = keys;
        if (first !== undefined) onChange(String(first) as Value);
      }}
    >
      {options.map((option) => (
        <ToggleButton key={option.id} id={option.id} {...(option.label ? { 'aria-label': option.label } : {})}>
          {option.lang ? <span lang={option.lang}>{option.text}</span> : option.text}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly type?: 'text' | 'password' | 'date' | 'url' | 'search';
  readonly name?: string;
  readonly placeholder?: string;
  readonly autoComplete?: string;
  readonly lines?: number;
  readonly tall?: boolean;
  readonly width?: number;
  readonly required?: boolean;
  readonly className?: string;
  readonly lang?: string;
  /** Something that stands at the end of the same line, as a button to show a password. */
  readonly after?: ReactNode;
}

/** A labelled input with its hint and, said once and tied to it, its error. */
export function Field(props: FieldProps) {
  const input = {
    className: props.tall ? 'in tall' : 'in',
    ...(props.placeholder ? { placeholder: props.placeholder } : {}),
    ...(props.lang ? { lang: props.lang } : {}),
  };
  return (
    <TextField
      className={props.className ? `fld ${props.className}` : 'fld'}
      value={props.value}
      onChange={props.onChange}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
      isRequired={props.required ?? false}
      type={props.type ?? 'text'}
      {...(props.name ? { name: props.name } : {})}
      {...(props.autoComplete ? { autoComplete: props.autoComplete } : {})}
      {...(props.width ? { style: { width: props.width } } : {})}
    >
      <Label className="lab">{props.label}</Label>
      <span className="row">
        {props.lines ? <TextArea {...input} rows={props.lines} /> : <Input {...input} />}
        {props.after}
      </span>
      {props.hint ? (
        <Text slot="description" className="hint">
          {props.hint}
        </Text>
      ) : null}
      <FieldError className="errmsg">
        <Icon name="warning" />
        <span>{props.error}</span>
      </FieldError>
    </TextField>
  );
}

export function Checkbox({
  children,
  ...rest
}: Omit<AriaCheckboxProps, 'className' | 'children'> & { children: ReactNode }) {
  return (
    <AriaCheckbox {...rest} className="chk">
      <i aria-hidden="true">
        <Icon name="check" />
      </i>
      <span>{children}</span>
    </AriaCheckbox>
  );
}
