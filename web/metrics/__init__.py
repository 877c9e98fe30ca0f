"""What an operator's monitoring reads: counts and gauges, with nothing of any visitor in them."""

from web.metrics.answered import Kind
from web.metrics.metrics import Metrics, metrics_here, shared_metrics
from web.metrics.routes import count_requests, metrics_page

__all__ = ["Kind", "Metrics", "count_requests", "metrics_here", "metrics_page", "shared_metrics"]
