/**
 * Peterson's algorithm for n processes: n - 1 levels, at each of which the last to come waits (Information Processing Letters, 1981).
 * A step looks at one variable of others.
 */

import type { Model } from '../graph/model.js';
import { Variables, type Reference } from './reference.js';

const Pc = { idle: 0, climb: 1, comeLast: 2, others: 3, last: 4, critical: 5 } as const;

function modelOf(n: number): Model {
  const variables = new Variables();
  const [pc, level, next, last] = [variables.take(n), variables.take(n), variables.take(n), variables.take(n)];
  const { cells, words } = variables.state();
  return {
    words,
    processes: n,
    choices: () => 1,
    apply(process) {
      const at = cells[level + process];
      const other = cells[next + process];
      switch (cells[pc + process]) {
        case Pc.idle:
          cells[pc + process] = Pc.climb;
          break;
        case Pc.climb:
          cells[level + process]++;
          cells[pc + process] = Pc.comeLast;
          break;
        case Pc.comeLast:
          cells[last + at] = process;
          cells[pc + process] = Pc.others;
          break;
        case Pc.others:
          if (other === n) {
            cells[next + process] = 0;
            cells[pc + process] = at === n - 1 ? Pc.critical : Pc.climb;
          } else if (other === process || cells[level + other] < at) cells[next + process]++;
          else cells[pc + process] = Pc.last;
          break;
        case Pc.last:
          if (cells[last + at] !== process) cells[next + process]++;
          cells[pc + process] = Pc.others;
          break;
        default:
          cells[level + process] = 0;
          cells[pc + process] = Pc.idle;
      }
      return true;
    },
  };
}

function promelaOf(n: number): string {
  const at = (name: keyof typeof Pc): string => `pc[_pid] == ${Pc[name]}`;
  return `byte pc[${n}], level[${n}], next[${n}], last[${n}];

active [${n}] proctype P() {
  do
  :: d_step { ${at('idle')} -> pc[_pid] = ${Pc.climb} }
  :: d_step { ${at('climb')} -> level[_pid]++; pc[_pid] = ${Pc.comeLast} }
  :: d_step { ${at('comeLast')} -> last[level[_pid]] = _pid; pc[_pid] = ${Pc.others} }
  :: d_step { ${at('others')} ->
       if
       :: next[_pid] == ${n} -> next[_pid] = 0; if :: level[_pid] == ${n - 1} -> pc[_pid] = ${Pc.critical} :: else -> pc[_pid] = ${Pc.climb} fi
       :: else -> if :: next[_pid] == _pid || level[next[_pid]] < level[_pid] -> next[_pid]++ :: else -> pc[_pid] = ${Pc.last} fi
       fi }
  :: d_step { ${at('last')} -> if :: last[level[_pid]] != _pid -> next[_pid]++ :: else -> skip fi; pc[_pid] = ${Pc.others} }
  :: d_step { ${at('critical')} -> level[_pid] = 0; pc[_pid] = ${Pc.idle} }
  od
}
`;
}

/** They enter again and again. */
export function peterson(n: number): Reference {
  return {
    name: `peterson-${n}`,
    about: `Peterson's algorithm for ${n} processes`,
    model: () => modelOf(n),
    promela: promelaOf(n),
  };
}
