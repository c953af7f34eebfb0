"""An S3 that nobody here wrote (moto), with one bucket named "files".

Prints "ready PORT" when it listens; answers "keys" with the bucket's keys as JSON, "drop" by deleting
the bucket; ends when its standard input does.
"""

import json
import logging
import os
import sys

import boto3
from moto.server import ThreadedMotoServer

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
client = boto3.client(
    "s3",
    endpoint_url=f"http://{host}:{port}",
    region_name="eu-west-2",
    aws_access_key_id="key",
    aws_secret_access_key="secret",
)
client.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
print("ready", port, flush=True)


def keys():
    return [held["Key"] for held in client.list_objects_v2(Bucket="files").get("Contents", [])]


for line in sys.stdin:
    match line.strip():
        case "keys":
            print(json.dumps(keys()), flush=True)
        case "drop":
            for key in keys():
                client.delete_object(Bucket="files", Key=key)
            client.delete_bucket(Bucket="files")
            print("dropped", flush=True)
os._exit(0)
