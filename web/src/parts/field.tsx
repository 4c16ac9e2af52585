import { type ReactNode, useId } from "react";

/** A field with its name, help and what is wrong with what was entered. */
export function TextField({
  name,
  value,
  onChange,
  help,
  error,
  unit,
  action,
  inputMode = "text",
  autoComplete = "off",
}: {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly unit?: string;
  readonly action?: ReactNode;
  readonly inputMode?: "text" | "decimal" | "search";
  readonly autoComplete?: string;
}) {
  const id = useId();
  const told = [error !== undefined && `${id}-error`, help !== undefined && `${id}-help`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      <div className={error === undefined ? "input" : "input wrong"}>
        <input
          id={id}
          type="text"
          inputMode={inputMode}
          autoComplete={autoComplete}
          autoCapitalize="off"
          spellCheck={false}
          value={value}
          aria-invalid={error !== undefined}
          aria-describedby={told === "" ? undefined : told}
          onChange={({ target }) => onChange(target.value)}
        />
        {unit !== undefined && <span className="input-unit">{unit}</span>}
        {action}
      </div>
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {help !== undefined && (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
