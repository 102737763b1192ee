export const NewAlarm = () => null;
