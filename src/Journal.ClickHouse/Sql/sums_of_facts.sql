select toInt64(count()){sums}
from {facts} final
where position <= {checkpoint}
