import type { Scenario } from '../scenario';
import { CLUSTER_HABITS } from '../traffic/cluster';
import { playHabit } from '../traffic/habit';
import { MACHINE_HABITS } from '../traffic/machines';
import { PEOPLE_HABITS } from '../traffic/people';
import { SERVICE_HABITS } from '../traffic/services';

/** A day of two accounts. Whoever calls `DescribeInstances` in it does so in one region. */
export const ordinaryTraffic: Scenario = {
  name: 'ordinary-traffic',
  about: 'Autoscalers, drivers, functions, AWS services and people, each in a region of its own.',
  play: (stage) => ({
    entries: [...CLUSTER_HABITS, ...MACHINE_HABITS, ...SERVICE_HABITS, ...PEOPLE_HABITS].flatMap(
      (habit) => playHabit(stage, habit),
    ),
    expected: [],
  }),
};
