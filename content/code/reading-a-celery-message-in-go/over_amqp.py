"""The same task over AMQP: what RabbitMQ has where Redis has JSON around base64.

python over_amqp.py guest:guest@127.0.0.1:5672 > measured/amqp.txt
"""

import sys

import amqp
from celery import Celery

login, address = sys.argv[1].split("@")
for protocol in (1, 2):
    app = Celery("over_amqp", broker=f"amqp://{sys.argv[1]}//")
    app.conf.task_protocol = protocol
    app.send_task("demo.add", (2, 3))
user, password = login.split(":")
with amqp.Connection(address, userid=user, password=password) as connection:
    server = connection.server_properties
    print(server["product"], server["version"])
    channel = connection.channel()
    while message := channel.basic_get("celery", no_ack=True):
        print("body   ", message.body)
        print("headers", message.properties.pop("application_headers"))
        print("others ", message.properties)
