#include <stdio.h>

int main(void)
{
    puts("a listing read from a file of its own");
    return 0;
}
