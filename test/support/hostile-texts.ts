/** It stands in every hostile text, to see where the text shows up. */
export const MARK = 'zqz';

/** Texts that mean something to a mail program, a chat, a shell, a query or a terminal. */
export const HOSTILE_TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['CRLF', `${MARK}\r\n\r\nWHAT TO DO NOW\r\n  1. Nothing.`],
  ['line feed', `${MARK}\nREFERENCES\nBcc: all@example.com`],
  ['line separators', `${MARK}\u2028EVIDENCE\u2029WHAT\u0085REGIONS\u000bWHEN\u000c`],
  ['right-to-left override', `${MARK}\u202egnihtyna od\u202c \u2066x\u2069`],
  ['zero width', `${MARK}@\u200bhere <\u200b!channel>\ufeff`],
  ['terminal colours', `${MARK}\u001b[2J\u001b[31mred\u009b0m`],
  ['Slack mentions', `${MARK} <!channel> <!here> <@U12345> <!subteam^S1> @here @channel @everyone`],
  ['Slack links', `${MARK} <https://e.vil|AWS console> https://e.vil www.e.vil`],
  ['Slack mark-up', `${MARK} *bold* _it_ ~gone~ > quote\n\u2022 item :rotating_light:`],
  ['Teams mentions', `${MARK} <at>everyone</at> [click](https://e.vil)`],
  ['backticks', `${MARK}\` *out* \`\`\` <!channel> \``],
  ['entities', `${MARK} &lt;!channel&gt; &amp;#60;`],
  ['SQL quotes', `${MARK}' OR '1'='1'; DROP TABLE cloudtrail_logs; --`],
  ['SQL backslash', `${MARK}\\' OR 1=1 -- \\`],
  ['shell', `${MARK}$(rm -rf /)\`id\`;reboot|sh&&x "$HOME" > /tmp/x`],
  ['shell option', `--${MARK} --endpoint-url x`],
  ['format directives', `${MARK} %s %n \${HOME} {{x}} {0}`],
  ['1 MB', `${MARK}${'A'.repeat(1_000_000)}`],
  ['1 MB of blanks', `${MARK}${' '.repeat(1_000_000)}WHO`],
  ['1 MB of accents', `${MARK}${'\u0301'.repeat(500_000)}`],
  ['lone surrogates', `\ud800${MARK}\udc00\udbff`],
  ['NUL', `${MARK}\u0000\u0000x`],
  ['prototype', `__proto__`],
  ['constructor', 'constructor'],
  ['look-alikes', `${MARK} \u13d4\u041d\u041e \uff37\uff28\uff2f`],
  ['JSON', `${MARK}","status":"closed"}`],
  ['nothing', ' '],
];
