"""Lists the tools of an MCP server by the protocol's own client for Python, calls some, and prints all as JSON.

Arguments: the calls as JSON, [[tool, {argument: value}], ...], and the server: its URL, or the words of the command that is one.
"""

import asyncio
import json
import os
import sys

from mcp import Client, StdioServerParameters


async def main(calls, server):
    async with Client(server, read_timeout_seconds=120) as client:
        tools = (await client.list_tools()).tools
        results = [await client.call_tool(tool, arguments) for tool, arguments in calls]
        print(
            json.dumps(
                {
                    "server": client.server_info.name,
                    "tools": [tool.name for tool in tools],
                    "results": [result.model_dump(mode="json", by_alias=True) for result in results],
                }
            )
        )


words = sys.argv[2:]
url = words[0].startswith("http")
asyncio.run(
    main(
        json.loads(sys.argv[1]),
        words[0] if url else StdioServerParameters(command=words[0], args=words[1:], env=dict(os.environ)),
    )
)
