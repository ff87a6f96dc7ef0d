// A real S3-compatible server: node s3_server.js FOLDER_OF_THE_PACKAGE FOLDER_OF_FILES. Says its port, ends with its input.
const S3rver = require(process.argv[2]);
const server = new S3rver({ address: "127.0.0.1", port: 0, directory: process.argv[3], silent: true, vhostBuckets: false, configureBuckets: [{ name: "maestro" }, { name: "second" }] });
server.run().then((address) => console.log(address.port));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
