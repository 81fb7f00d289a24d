import { Checkbox } from "antd";
import type { ReactNode } from "react";
import { type Role, ROLES } from "../../contract/route.ts";
import { useShellWords } from "../shell/words.ts";
import { DayField } from "../ui/day-field.tsx";
import { useIdentityWords } from "./words.ts";

/** Roles with the last day on which each is held; "" where it has no end. */
export type Chosen = Readonly<Partial<Record<Role, string>>>;

type Props = { readonly legend: string; readonly chosen: Chosen; readonly onChange: (chosen: Chosen) => void; readonly roles?: readonly Role[]; readonly hasDays?: boolean };

/** Which roles, and until when. */
export function RoleChoice({ legend, chosen, onChange, roles = ROLES, hasDays = true }: Props): ReactNode {
  const t = useIdentityWords();
  const roleWord = useShellWords();
  return (
    <fieldset className="identity-roles">
      <legend className="visually-hidden">{legend}</legend>
      {roles.map((role) => {
        const day = chosen[role];
        return (
          <div key={role} className="identity-role">
            <Checkbox
              checked={day !== undefined}
              onChange={(event) => {
                const { [role]: _gone, ...rest } = chosen;
                onChange(event.target.checked ? { ...rest, [role]: "" } : rest);
              }}
            >
              {roleWord(`role.${role}`)}
            </Checkbox>
            {day === undefined || !hasDays ? null : (
              <DayField
                label={t("lastDay", { role: roleWord(`role.${role}`) })}
                isLabelHidden
                value={day}
                onChange={(last) => {
                  onChange({ ...chosen, [role]: last });
                }}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
