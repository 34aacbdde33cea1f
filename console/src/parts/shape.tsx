import type { Level } from '../api/contract.ts';

/** Emergency ▲ filled, call ◇ outlined, the rest ○: told apart in grey, by print and by those who see few colours. */
export function Shape({
  level,
  size = 14,
  label,
}: {
  readonly level: Level;
  readonly size?: number;
  readonly label?: string;
}) {
  return (
    <>
      <svg className="shape" width={size} height={size} viewBox="0 0 22 22" aria-hidden="true">
        {level === 'emergency' ? (
          <>
            <path d="M11 1.5 21 20H1z" fill="var(--danger)" />
            <path d="M11 8v5.500M11 16v.4" stroke="var(--on-danger)" strokeWidth="2.400" strokeLinecap="round" />
          </>
        ) : level === 'call' ? (
          <path d="M11 2 20 11 11 20 2 11z" fill="none" stroke="var(--warn)" strokeWidth="2.600" />
        ) : (
          <circle
            cx="11"
            cy="11"
            r="8"
            fill="none"
            stroke="var(--line-strong)"
            strokeWidth="2"
            {...(level === 'calm' ? { strokeDasharray: '3 3.300' } : {})}
          />
        )}
      </svg>
      {label ? <span className="sr">{label}</span> : null}
    </>
  );
}
