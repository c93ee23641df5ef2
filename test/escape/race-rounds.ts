import process from 'node:process';

/** How often a race is run, as an argument: a full run takes 100,000 rounds, an everyday one fewer. */
export const raceRounds = process.env.JAILKEEPER_RACE_ROUNDS ?? '1000';

const patienceMs = 30_000;
const roundMs = 5;

/** On a busy machine with a slow keeper. */
export const raceTimeoutMs = patienceMs + roundMs * Number(raceRounds);
