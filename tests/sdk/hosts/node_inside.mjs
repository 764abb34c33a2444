// A program that uses one client. Arguments: the family's file, the client's name, the address of the sink.
import { tell } from '../told.mjs';

const [file, name, url] = process.argv.slice(2);
const { clients } = await import(file);
process.send(await tell(clients[name], url));
process.disconnect();
