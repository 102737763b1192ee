export const EditAlarm = () => null;
