import { Button, Checkbox, Form, Input } from "antd";
import { type ReactNode, useState } from "react";
import { RefusalNote } from "../ui/states.tsx";
import { Refused } from "../ui/refusal.ts";
import { useShellWords } from "./words.ts";

export type Credentials = { readonly username: string; readonly password: string; readonly otp?: string };

type Props = {
  /** Who signs in again; undefined where it is to be typed. */
  readonly username?: string | undefined;
  readonly action: string;
  /** Throws the server's refusal. */
  readonly onShown: (given: Credentials) => Promise<void>;
};

/** User name, password, and the second factor once the server asks for it. */
export function CredentialsForm({ username, action, onShown }: Props): ReactNode {
  const t = useShellWords();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [needsOtp, setNeedsOtp] = useState(false);
  const [isShown, setShown] = useState(false);
  const submit = async ({ username: typed, password, otp }: { username?: string; password: string; otp?: string }): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await onShown({ username: username ?? typed?.trim().toLowerCase() ?? "", password, ...(otp === undefined || otp === "" ? {} : { otp }) });
    } catch (error_) {
      const isFirstAsk = error_ instanceof Refused && error_.is("otp-required") && !needsOtp;
      if (error_ instanceof Refused && error_.is("otp-required")) setNeedsOtp(true);
      setError(isFirstAsk ? null : error_);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={(given: { username?: string; password: string; otp?: string }) => {
        void submit(given);
      }}
    >
      {username === undefined ? (
        <Form.Item name="username" label={t("username")} rules={[{ required: true, message: t("usernameNeeded") }]}>
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
        </Form.Item>
      ) : null}
      <Form.Item name="password" label={t("password")} rules={[{ required: true, message: t("passwordNeeded") }]}>
        <Input type={isShown ? "text" : "password"} autoComplete="current-password" autoFocus={username !== undefined} />
      </Form.Item>
      <Form.Item>
        <Checkbox
          checked={isShown}
          onChange={(event) => {
            setShown(event.target.checked);
          }}
        >
          {t("showPassword")}
        </Checkbox>
      </Form.Item>
      {needsOtp ? (
        <Form.Item name="otp" label={t("otp")} help={t("otpHelp")} rules={[{ required: true, pattern: /^\d{6}$/, message: t("otpNeeded") }]}>
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
        </Form.Item>
      ) : null}
      <div className="stack">
        <RefusalNote error={error} />
        <Button type="primary" htmlType="submit" loading={isBusy} block>
          {action}
        </Button>
      </div>
    </Form>
  );
}
