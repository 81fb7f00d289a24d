import { Button } from "antd";
import type { ReactNode } from "react";

/** A small act beside what it is about; `of` says which, for who hears the button alone. */
export const SmallAct = ({ label, of, onAct, isOff = false }: { readonly label: string; readonly of: string; readonly onAct: () => void; readonly isOff?: boolean }): ReactNode => (
  <Button size="small" disabled={isOff} onClick={onAct}>
    {label}
    <span className="visually-hidden">: {of}</span>
  </Button>
);
