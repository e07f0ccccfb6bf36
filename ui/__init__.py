"""The page: a Gradio interface of our own design over rag.NewsAssistant. The only importer of gradio."""

import os

# Read by gradio when it is imported: nothing about the user leaves this machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
