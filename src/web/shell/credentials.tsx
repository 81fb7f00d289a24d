import { type ReactNode, type SyntheticEvent, useEffect, useId, useRef, useState } from "react";
import { Refused } from "../ui/refusal.ts";
import { RefusalNote } from "../ui/states.tsx";
import { useShellWords } from "./words.ts";
import "./credentials.css";

type Credentials = { readonly username: string; readonly password: string; readonly otp?: string };

type FieldProps = { readonly name: string; readonly label: string; readonly help?: string; readonly fault: string | undefined; readonly type?: string; readonly autoComplete: string; readonly isFirst?: boolean; readonly inputMode?: "numeric" };

/** A plain field: this form is the first thing that a slow line brings, and needs no library. */
function Field({ name, label, help, fault, type = "text", autoComplete, isFirst = false, inputMode }: FieldProps): ReactNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isFirst) input.current?.focus();
  }, [isFirst]);
  return (
    <div className="plain-field">
      <label htmlFor={id}>{label}</label>
      <input ref={input} id={id} name={name} type={type} autoComplete={autoComplete} autoCapitalize="none" spellCheck={false} inputMode={inputMode} aria-invalid={fault !== undefined} aria-describedby={`${id}-said`} />
      <span id={`${id}-said`} className={fault === undefined ? "small muted" : "small plain-fault"}>
        {fault ?? help}
      </span>
    </div>
  );
}

type Props = {
  /** Who signs in again; undefined where it is to be typed. */
  readonly username?: string | undefined;
  readonly action: string;
  /** Throws the server's refusal. */
  readonly onShown: (given: Credentials) => Promise<void>;
};

const typed = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** User name, password, and the second factor once the server asks for it. */
export function CredentialsForm({ username, action, onShown }: Props): ReactNode {
  const t = useShellWords();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [needsOtp, setNeedsOtp] = useState(false);
  const [isShown, setShown] = useState(false);
  const [faults, setFaults] = useState<Readonly<Partial<Record<keyof Credentials, string>>>>({});
  const send = async (given: Credentials): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await onShown(given);
    } catch (error_) {
      const wantsOtp = error_ instanceof Refused && error_.is("otp-required");
      if (wantsOtp) setNeedsOtp(true);
      // The first time it is a question, not a fault.
      setError(wantsOtp && !needsOtp ? null : error_);
    }
    setBusy(false);
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = { username: username ?? typed(form, "username").trim().toLowerCase(), password: typed(form, "password"), ...(needsOtp ? { otp: typed(form, "otp").trim() } : {}) };
    const found = {
      ...(given.username === "" ? { username: t("usernameNeeded") } : {}),
      ...(given.password === "" ? { password: t("passwordNeeded") } : {}),
      ...(given.otp !== undefined && !/^\d{6}$/.test(given.otp) ? { otp: t("otpNeeded") } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length === 0 && !isBusy) void send(given);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {username === undefined ? <Field name="username" label={t("username")} fault={faults.username} autoComplete="username" isFirst /> : null}
      <Field name="password" label={t("password")} fault={faults.password} type={isShown ? "text" : "password"} autoComplete="current-password" isFirst={username !== undefined} />
      <label className="row">
        <input
          type="checkbox"
          checked={isShown}
          onChange={(event) => {
            setShown(event.target.checked);
          }}
        />
        {t("showPassword")}
      </label>
      {needsOtp ? <Field name="otp" label={t("otp")} help={t("otpHelp")} fault={faults.otp} autoComplete="one-time-code" inputMode="numeric" isFirst /> : null}
      <RefusalNote error={error} />
      <button type="submit" className="plain-primary" aria-busy={isBusy}>
        {action}
      </button>
    </form>
  );
}
